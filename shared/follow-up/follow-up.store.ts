import { followUpOn } from '../feedback/feedback.projection.ts';
import { idMonth } from '../kernel/ids.ts';
import { jsonEqual } from '../kernel/json.ts';
import { defineStore, type Stored } from '../kernel/store.ts';
import { countedOpen, OPEN_PARTITION, openOrder } from './counts.ts';
import { monthPartition, ownerPartition } from './follow-up.keys.ts';
import { currentOf, FollowUp, isOpen } from './follow-up.schema.ts';
import { waiting } from './reminders.ts';
import { resurveyDueAt } from './resurvey.ts';
import { loadsMoved } from './turns.ts';

const DAYS_KEPT = 30;
const LATEST = 9_999_999_999_999;

/** What is open by its due time, then what is closed, the newest first. */
const orderOf = (followUp: FollowUp): string => {
  const { followUpId, dueAt, closedAt } = followUp;
  if (isOpen(followUp)) return `${openOrder(dueAt)}#${followUpId}`;
  return `1#${LATEST - Date.parse(closedAt ?? dueAt)}#${followUpId}`;
};

const partitionOf = ({ status, leftOut }: Partial<FollowUp>): string | undefined => {
  if (!status || leftOut) return undefined;
  return isOpen({ status }) ? OPEN_PARTITION : 'fu#closed';
};

/** A deleted record leaves the table some time, and its follow-up and messages with it. */
export const leavesAt = ({ leftOut }: Pick<FollowUp, 'leftOut'>): Date | undefined =>
  leftOut?.because === 'deleted' ? new Date(Date.parse(leftOut.at) + DAYS_KEPT * 86_400_000) : undefined;

export const followUps = defineStore('followUp', FollowUp, {
  id: 'followUpId',
  key: { pk: ({ followUpId }) => monthPartition(idMonth(followUpId)), sk: ({ followUpId }) => followUpId },
  indexes: {
    byState: {
      on: 'gsi3',
      order: 'asc',
      pk: partitionOf,
      sk: orderOf,
    },
    byOwner: {
      on: 'gsi2',
      order: 'asc',
      pk: ({ ownerId, leftOut }) => ownerId && !leftOut && ownerPartition(ownerId),
      sk: orderOf,
    },
    /** What nobody has yet, for those of its pools. */
    unowned: {
      on: 'gsi5',
      order: 'asc',
      pk: ({ ownerId, ...one }) => ownerId === undefined && partitionOf(one) === OPEN_PARTITION && 'pool#fu',
      sk: orderOf,
    },
  },
  due: (followUp) => waiting(followUp)[0]?.at ?? resurveyDueAt(followUp),
  retention: leavesAt,
  beside: (ctx, after, before) => [
    ...(before && jsonEqual(blockOf(after), blockOf(before))
      ? []
      : [followUpOn(ctx, after.feedbackId, blockOf(after))]),
    ...countedOpen(ctx, after, before),
    ...loadsMoved(ctx, after, before),
  ],
});

/** What the record shows of it. */
function blockOf(followUp: Stored<FollowUp>) {
  const { rootCause, action, firstTouchAt } = currentOf(followUp);
  return {
    required: true,
    ...(followUp.ownerId !== undefined && { assignedTo: followUp.ownerId }),
    dueAt: followUp.dueAt,
    status: followUp.status,
    ...(rootCause && { rootCause: rootCause.code }),
    ...(action && { actionTaken: action.code }),
    ...(firstTouchAt !== undefined && { firstTouchAt }),
    ...(followUp.closedAt !== undefined && { closedAt: followUp.closedAt }),
  };
}

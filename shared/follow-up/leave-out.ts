import { visible } from '../feedback/feedback.change.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { leaveAt } from '../message/message.ts';
import { followUpIdOf } from './follow-up.ts';
import type { FollowUp } from './follow-up.schema.ts';
import { followUps, leavesAt } from './follow-up.store.ts';

/**
 * Brings the follow-up of a record in line with whether the record is there: of a deleted or excluded one it is in no
 * number and no list, and as it was when the record is back. Looks at the record as it is, so it may be told twice and in
 * any order.
 */
export async function followRecord(ctx: Context, { feedbackId }: { feedbackId: Id<'feedback'> }): Promise<void> {
  const followUpId = followUpIdOf(feedbackId);
  if (!isThere(ctx, await followUps.find(ctx, followUpId))) return;
  const followUp = await change(ctx, followUps, followUpId, 'edit', async (before) => {
    const { deletedAt, excluded } = await visible(ctx, feedbackId, { deleted: true });
    const because = deletedAt !== undefined ? 'deleted' : excluded ? 'excluded' : undefined;
    return because === undefined ? back(before) : leftOut(ctx, before, because);
  });
  for (const { messageId } of followUp.contacts)
    if (messageId) await leaveAt(ctx, messageId, leavesAt(followUp)?.toISOString());
}

function leftOut(ctx: Context, before: Stored<FollowUp>, because: 'deleted' | 'excluded'): Stored<FollowUp> {
  if (before.leftOut?.because === because) return before;
  const status = before.leftOut?.status ?? before.status;
  return { ...before, status: 'no_action', leftOut: { because, status, at: ctx.now.toISOString() } };
}

function back(before: Stored<FollowUp>): Stored<FollowUp> {
  const { leftOut: was, expiresAt: _, ...rest } = before;
  return was ? { ...rest, status: was.status } : before;
}

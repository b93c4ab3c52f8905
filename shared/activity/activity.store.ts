import { type BesideRow, besideRows } from '../kernel/beside-rows.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { keyPart } from '../kernel/ids.ts';
import { tableIndexes } from '../kernel/indexes.ts';
import { partOf } from '../kernel/json.ts';
import { defineStore, type Stored } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { orderAt, orderOf } from '../kernel/timeline.ts';
import { walkPartition } from '../kernel/walk.ts';
import { OpenActivity, StoredActivity } from './activity.schema.ts';

type Company = Pick<Context, 'companyId'>;
/** Partitions of the list of a company's activities. */
const LIST_SHARDS = 8;
/** Characters of the time in an id. */
const TIME_LENGTH = 10;

/** The partition in which the activities of a customer lie. */
export const activitiesPartition = ({ companyId }: Company, customerId: Id<'customer'>): string =>
  `${companyPrefix(companyId)}act#of#${customerId}`;

/** Open activities lie by when they are due, apart from those that are done. */
export const openKeys = ['open#', 'open#~'] as const;

/** An activity, or the row beside an open one, as the view of a customer shows it. */
export const briefOf = (one: OpenActivity): OpenActivity => partOf(OpenActivity, one);

/**
 * What is said of an activity beside it. One that is done lies by when that was, as in a timeline, and has no words.
 */
function placed(one: StoredActivity): Readonly<Record<string, unknown>> & { sk: string } {
  const { activityId, type, status, ownerId, dueAt } = one;
  const at = one.completedAt ?? one.cancelledAt;
  if (at === undefined) return { sk: `open#${dueAt}#${activityId}`, ...briefOf(one) };
  // Its own chance part keeps two that were done at once apart.
  return { sk: `act_${orderAt(at)}${orderOf(activityId).slice(TIME_LENGTH)}`, activityId, type, status, ownerId, at };
}

/**
 * A row of each customer, by which their view, their timeline, merges and erasures find the activities; none of a deleted
 * one.
 */
const rowsOf = (ctx: Company, one: Stored<StoredActivity> | undefined): BesideRow[] =>
  one && one.deletedAt === undefined
    ? one.customerIds.map((customerId) => ({ pk: activitiesPartition(ctx, customerId), ...placed(one) }))
    : [];

/** Whether nothing more is to be done. */
export const isDone = ({ status }: Pick<Partial<StoredActivity>, 'status'>): boolean =>
  status === 'completed' || status === 'cancelled';

/** When a clock has to look at an activity: for its next reminder, or to tell that it is overdue. */
const nextOf = (one: StoredActivity): string | undefined => {
  if (isDone(one)) return undefined;
  const { remindAt = [], dueAt, overdueTold } = one;
  return [...remindAt, ...(overdueTold === dueAt ? [] : [dueAt])].toSorted()[0];
};

const sortKeys = Object.values(tableIndexes).map(({ sk }) => sk);
/** Where what is due at an instant or later begins: a position is a sort key, so an instant can be one. */
export const positionAt = (instant: string): Record<string, string> =>
  Object.fromEntries(sortKeys.map((name) => [name, instant]));

const byDue = ({ dueAt, activityId }: StoredActivity): string => `${dueAt}#${activityId}`;

export const activities = defineStore('activity', StoredActivity, {
  id: 'activityId',
  key: { pk: ({ activityId }) => `act#${activityId}`, sk: ({ activityId }) => activityId },
  indexes: {
    byDue: { on: 'gsi2', order: 'asc', shards: LIST_SHARDS, pk: () => 'act', sk: byDue },
    // One partition, read as several are: then a position is a sort key, and a list can begin at an instant.
    ofOwner: {
      on: 'gsi1',
      order: 'asc',
      shards: 1,
      pk: ({ ownerId }) => ownerId && `act#own#${keyPart(ownerId)}`,
      sk: byDue,
    },
    // What somebody still has to do, however much was done before.
    openByDue: { on: 'gsi5', order: 'asc', shards: LIST_SHARDS, pk: (one) => !isDone(one) && 'act#open', sk: byDue },
    openOfOwner: {
      on: 'gsi6',
      order: 'asc',
      shards: 1,
      pk: (one) => one.ownerId && !isDone(one) && `act#own-open#${keyPart(one.ownerId)}`,
      sk: byDue,
    },
    about: {
      on: 'gsi3',
      order: 'asc',
      shards: 1,
      pk: ({ relatedTo }) => relatedTo && `act#about#${keyPart(relatedTo.id)}`,
      sk: byDue,
    },
  },
  due: nextOf,
  // What is said of people is kept once.
  repeated: ({ activityId }) => ({ activityId }),
  beside: (ctx, after, before) => besideRows(rowsOf(ctx, after), rowsOf(ctx, before)),
});

/** The ids of the activities of a customer, some at a time; strongly consistent. */
export async function* activityIdsOf(ctx: Context, customerId: Id<'customer'>): AsyncGenerator<Id<'activity'>[]> {
  for await (const rows of walkPartition<{ activityId: string }>(ctx, activitiesPartition(ctx, customerId)))
    yield rows.flatMap(({ activityId }) => asId('activity', activityId) ?? []);
}

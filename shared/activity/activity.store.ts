import { type BesideRow, besideRows } from '../kernel/beside-rows.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { asId } from '../kernel/id-kinds.ts';
import { keyPart } from '../kernel/ids.ts';
import { defineStore, type Stored } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { StoredActivity } from './activity.schema.ts';

type Company = Pick<Context, 'companyId'>;
/** Partitions of the list of a company's activities. */
const LIST_SHARDS = 8;

const partitionOf = ({ companyId }: Company, customerId: Id<'customer'>): string =>
  `${companyPrefix(companyId)}act#of#${customerId}`;

/** A row of each customer, by which merges and erasures find the activities; none of a deleted one. */
const rowsOf = (ctx: Company, one: Stored<StoredActivity> | undefined): BesideRow[] =>
  one && one.deletedAt === undefined
    ? one.customerIds.map((customerId) => ({ pk: partitionOf(ctx, customerId), sk: one.activityId }))
    : [];

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
    about: {
      on: 'gsi3',
      order: 'asc',
      shards: 1,
      pk: ({ relatedTo }) => relatedTo && `act#about#${keyPart(relatedTo.id)}`,
      sk: byDue,
    },
  },
  // What is said of people is kept once.
  repeated: ({ activityId }) => ({ activityId }),
  beside: (ctx, after, before) => besideRows(rowsOf(ctx, after), rowsOf(ctx, before)),
});

/** The ids of the activities of a customer, some at a time; strongly consistent. */
export async function* activityIdsOf(ctx: Context, customerId: Id<'customer'>): AsyncGenerator<Id<'activity'>[]> {
  for await (const rows of walkPartition<{ sk: string }>(ctx, partitionOf(ctx, customerId)))
    yield rows.flatMap(({ sk }) => asId('activity', sk) ?? []);
}

import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { erasedText, eraseRecords, foundAmong, type Person, type PersonalKind } from '../kernel/personal.ts';
import type { Stored } from '../kernel/store.ts';
import type { StoredActivity } from './activity.schema.ts';
import { activities, activityIdsOf } from './activity.store.ts';

async function idsOf(ctx: Context, { customerIds }: Person): Promise<Id<'activity'>[]> {
  const ids: Id<'activity'>[] = [];
  for (const customerId of customerIds) for await (const some of activityIdsOf(ctx, customerId)) ids.push(...some);
  return [...new Set(ids)];
}

/** An activity without words; that it was planned and done stays countable for its owner. */
const withoutWords = (one: Stored<StoredActivity>): Stored<StoredActivity> => ({
  ...one,
  subject: erasedText(one.subject),
  notes: erasedText(one.notes),
  location: erasedText(one.location),
  outcome: erasedText(one.outcome),
});

/** Activities that are about a customer, or in which they take part. */
export const activityPersonal: PersonalKind = {
  kind: 'activity',
  heldOf: async (ctx, person) => foundAmong(ctx, activities, await idsOf(ctx, person)),
  erase: async (ctx, person) => eraseRecords(ctx, activities, await idsOf(ctx, person), withoutWords),
};

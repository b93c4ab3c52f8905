import { isThereStill } from '../customer/still-there.ts';
import { orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { compact, jsonEqual, pick } from '../kernel/json.ts';
import { isThere } from '../kernel/store.ts';
import type { Move, MovedRecords } from '../merge/kind.ts';
import type { StoredActivity } from './activity.schema.ts';
import { activities, activityIdsOf } from './activity.store.ts';

const names = ['relatedTo', 'participants', 'customerIds'] as const;
type Named = Pick<StoredActivity, (typeof names)[number]>;
/** Whom the activity named before. */
type Memo = { was: Named };

const once = <T>(all: readonly T[]): T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];

/** The same with another customer; whoever would be named twice is named once. */
function replaced({ relatedTo, participants, customerIds }: Named, { from, to }: Move): Named {
  const swap = <T extends { type: string; id: string }>(one: T): T =>
    one.type === 'customer' && one.id === from ? { ...one, id: to } : one;
  return compact({
    relatedTo: relatedTo && swap(relatedTo),
    participants: once(participants.map(swap)),
    customerIds: once(customerIds.map((id) => (id === from ? to : id))),
  }) as Named;
}

async function pointed(ctx: Context, id: string, to: Id<'customer'>, next: (now: Named) => Named | undefined) {
  const activityId = asId('activity', id);
  if (!activityId) return;
  const moving = change(
    ctx,
    activities,
    activityId,
    'move',
    (before) => {
      const named = next(pick(before, names) as Named);
      return named && { ...before, ...named };
    },
    { also: async () => [isThereStill(ctx, { customerId: to })] },
  );
  await orNone(moving);
}

/** Activities that are about a customer, or in which they take part. */
export const movedActivities: MovedRecords<Memo> = {
  kind: 'activity',
  async find(ctx, of, most) {
    const ids: Id<'activity'>[] = [];
    for await (const some of activityIdsOf(ctx, of)) {
      ids.push(...some);
      if (ids.length >= most) break;
    }
    return ids.slice(0, most);
  },
  async noted(ctx, id, { from }) {
    const activityId = asId('activity', id);
    const row = activityId && (await activities.find(ctx, activityId));
    return isThere(ctx, row) && row.customerIds.includes(from) ? { was: pick(row, names) as Named } : undefined;
  },
  move: (ctx, id, move) =>
    pointed(ctx, id, move.to, (now) => (now.customerIds.includes(move.from) ? replaced(now, move) : undefined)),
  back: (ctx, id, move, { was }) =>
    pointed(ctx, id, move.from, (now) => (jsonEqual(compact(now), replaced(was, move)) ? was : undefined)),
};

import { namesOfCustomers } from '../customer/names.ts';
import { orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Position } from './contact.schema.ts';
import { contacts } from './contact.store.ts';
import { placesWith } from './places.ts';
import { withPrimary } from './positions.ts';
import { todayOf } from './today.ts';

/** Positions of which those at a business end on a day, where they have not before; none ends before it began. */
const endedAt = (positions: readonly Position[], customerId: Id<'customer'>, day: string): Position[] =>
  withPrimary(
    positions.map((one) => {
      const stays = one.customerId !== customerId || (one.to !== undefined && one.to <= day);
      return stays ? one : { ...one, to: one.from > day ? one.from : day };
    }),
    day,
  );

/**
 * Ends the positions at a business that is gone since an instant, on that day; the contacts stay. Whoever has left before is
 * left as they are, so again changes nothing; nor does it where the business was restored since.
 */
export async function endPositionsAt(ctx: Context, customerId: Id<'customer'>, gone: Date): Promise<void> {
  if ((await namesOfCustomers(ctx, [customerId])).has(customerId)) return;
  const day = await todayOf(ctx, gone);
  for await (const steps of placesWith(ctx, customerId, day, { from: undefined, size: 100 }))
    for (const { item } of steps)
      if (item)
        await orNone(
          change(ctx, contacts, item.contactId, 'endPosition', (before) => ({
            ...before,
            positions: endedAt(before.positions, customerId, day),
          })),
        );
}

import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { withBusinesses } from './businesses.ts';
import type { ContactOfCustomer } from './contact.schema.ts';
import { placesWith } from './places.ts';
import { holdsOn } from './positions.ts';
import { todayOf } from './today.ts';

/**
 * The contacts of a business with what they are there today, those who stay longest first; of an individual the contacts that
 * they are. So many at most.
 */
export async function contactsOf(ctx: Context, customerId: Id<'customer'>, most: number): Promise<ContactOfCustomer[]> {
  const today = await todayOf(ctx);
  const first = await placesWith(ctx, customerId, today, { from: undefined, size: most }).next();
  const all = (first.done ? [] : first.value).flatMap(({ item }) => {
    if (!item) return [];
    const positions = item.positions.filter((one) => holdsOn(one, today));
    const isPerson = item.sk.startsWith('ctp#');
    return isPerson || positions.length > 0
      ? [{ contactId: item.contactId, displayName: item.displayName, positions }]
      : [];
  });
  return all.some(({ positions }) => positions.some((one) => one.customerId !== customerId))
    ? withBusinesses(ctx, all)
    : all;
}

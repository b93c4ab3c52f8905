import { namesOfCustomers } from '../customer/names.ts';
import type { Context } from '../kernel/context.ts';
import type { Contact } from './contact.schema.ts';

type Placed = Pick<Contact, 'positions'>;

/** Contacts with what their businesses are called. Each business is read once. */
export async function withBusinesses<P extends Placed>(ctx: Context, some: readonly P[]): Promise<P[]> {
  const ids = some.flatMap(({ positions }) => positions.map(({ customerId }) => customerId));
  const names = await namesOfCustomers(ctx, ids, { ConsistentRead: false });
  return some.map((one) => ({
    ...one,
    positions: one.positions.map((position) => {
      const { displayName } = names.get(position.customerId) ?? {};
      return { ...position, ...(displayName !== undefined && { businessName: displayName }) };
    }),
  }));
}

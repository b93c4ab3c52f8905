import { orNone } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { foundAmong, type PersonalKind } from '../kernel/personal.ts';
import type { StoredCustomer } from './customer.schema.ts';
import { customers } from './customer.store.ts';
import { erase } from './erase.ts';

/** A customer who is deleted and not erased yet; undefined for any other. */
export async function deletedCustomer(ctx: Context, customerId: Id<'customer'>): Promise<StoredCustomer | undefined> {
  const row = await customers.find(ctx, customerId);
  return row?.deletedAt !== undefined && row.lastAction !== 'erase' ? row : undefined;
}

/** The record itself. With it go consents, relations, the place in a household, and the contacts that are the same person. */
export const customerPersonal: PersonalKind = {
  kind: 'customer',
  heldOf: (ctx, { customerIds }) => foundAmong(ctx, customers, customerIds),
  async erase(ctx, { customerIds }) {
    for (const customerId of customerIds) await orNone(erase(ctx, { customerId }));
    return customerIds.length;
  },
};

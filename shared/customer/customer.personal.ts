import { orNone } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { foundAmong, type PersonalKind } from '../kernel/personal.ts';
import type { StoredCustomer } from './customer.schema.ts';
import { customers } from './customer.store.ts';
import { erase } from './erase.ts';
import { changesTo } from './history.ts';

/** A customer who is deleted and not erased yet; undefined for any other. */
export async function deletedCustomer(ctx: Context, customerId: Id<'customer'>): Promise<StoredCustomer | undefined> {
  const row = await customers.find(ctx, customerId);
  return row?.deletedAt !== undefined && row.lastAction !== 'erase' ? row : undefined;
}

/** The record itself, with what was changed of it. With it go consents, relations, the place in a household, and the contacts that are the same person. */
export const customerPersonal: PersonalKind = {
  kind: 'customer',
  async heldOf(ctx, { customerIds }) {
    const found = await foundAmong(ctx, customers, customerIds);
    return Promise.all(found.map(async (one) => ({ ...one, history: await changesTo(ctx, one.customerId) })));
  },
  async erase(ctx, { customerIds }) {
    for (const customerId of customerIds) await orNone(erase(ctx, { customerId }));
    return customerIds.length;
  },
};

import { foundAmong, type PersonalKind } from '../kernel/personal.ts';
import { purchaseIdsOf } from './of-customer.ts';
import { purchases } from './purchase.store.ts';

/** What a customer has bought and given back; it goes with the customer. */
export const purchasePersonal: PersonalKind = {
  kind: 'purchase',
  async heldOf(ctx, { customerIds }) {
    const found: object[] = [];
    for (const customerId of customerIds)
      for await (const ids of purchaseIdsOf(ctx, customerId)) found.push(...(await foundAmong(ctx, purchases, ids)));
    return found;
  },
  erase: async () => 0,
};

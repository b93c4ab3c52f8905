import { asId } from '../kernel/id-kinds.ts';
import { foundAmong, type PersonalKind } from '../kernel/personal.ts';
import { walkPartition } from '../kernel/walk.ts';
import { purchasesPartition } from './purchase.rows.ts';
import { purchases } from './purchase.store.ts';

/** What a customer has bought and given back; it goes with the customer. */
export const purchasePersonal: PersonalKind = {
  kind: 'purchase',
  async heldOf(ctx, { customerIds }) {
    const found: object[] = [];
    for (const customerId of customerIds)
      for await (const rows of walkPartition<{ sk: string }>(ctx, purchasesPartition(ctx, customerId))) {
        const ids = rows.flatMap(({ sk }) => asId('purchase', sk) ?? []);
        found.push(...(await foundAmong(ctx, purchases, ids)));
      }
    return found;
  },
  erase: async () => 0,
};

import { isThereStill } from '../customer/still-there.ts';
import { orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import type { Move, MovedRecords } from '../merge/kind.ts';
import { purchaseIdsOf } from './of-customer.ts';
import { purchases } from './purchase.store.ts';

/** Points a purchase at another customer; what both have bought in all follows in the same transaction. */
async function pointed(ctx: Context, id: string, { from, to }: Move): Promise<void> {
  const purchaseId = asId('purchase', id);
  if (!purchaseId) return;
  const moving = change(
    ctx,
    purchases,
    purchaseId,
    'move',
    (before) => (before.customerId === from ? { ...before, customerId: to } : undefined),
    { also: async () => [isThereStill(ctx, { customerId: to })] },
  );
  await orNone(moving);
}

/** What a customer has bought and given back. */
export const movedPurchases: MovedRecords = {
  kind: 'purchase',
  async find(ctx, of, most) {
    const ids: Id<'purchase'>[] = [];
    for await (const some of purchaseIdsOf(ctx, of)) {
      ids.push(...some);
      if (ids.length >= most) break;
    }
    return ids.slice(0, most);
  },
  async noted(ctx, id, { from }) {
    const purchaseId = asId('purchase', id);
    const row = purchaseId && (await purchases.find(ctx, purchaseId));
    return isThere(ctx, row) && row.customerId === from ? {} : undefined;
  },
  move: pointed,
  back: (ctx, id, { from, to }) => pointed(ctx, id, { from: to, to: from }),
};

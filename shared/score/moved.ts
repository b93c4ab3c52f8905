import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import type { Move, MovedRecords } from '../merge/kind.ts';
import { movedPurchases } from '../purchase/moved.ts';
import { countedIds, foldPurchase } from './facts.rows.ts';
import { scoreSoon } from './score.ts';

/** Counts a purchase with whom it is of now, and with the other one no more; both are scored anew. */
async function recounted(ctx: Context, id: string, { from, to }: Move): Promise<void> {
  const purchaseId = asId('purchase', id);
  if (!purchaseId) return;
  for (const customerId of [to, from])
    if (await foldPurchase(ctx, customerId, purchaseId)) await scoreSoon(ctx, customerId);
}

/** Purchases with the facts that are counted of them: whoever is interrupted in between finds what is counted still. */
export const movedWithFacts: MovedRecords = {
  ...movedPurchases,
  async find(ctx, of, most) {
    const ids = await movedPurchases.find(ctx, of, most);
    return [...new Set([...ids, ...(await countedIds(ctx, of))])].slice(0, most);
  },
  async move(ctx, id, move) {
    await movedPurchases.move(ctx, id, move);
    await recounted(ctx, id, move);
  },
  async back(ctx, id, move, memo) {
    await movedPurchases.back(ctx, id, move, memo);
    await recounted(ctx, id, move);
  },
};

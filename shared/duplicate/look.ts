import { customerKey } from '../customer/customer.keys.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { pairOf } from './duplicate.store.ts';
import { close, closeGone, note, pairsOf } from './note.ts';
import { similarTo } from './similar.ts';

/**
 * Looks for who may be the same as a customer that was made or changed, writes the pairs down and closes those that nothing
 * speaks for any more; all of one who is gone. Again changes nothing.
 */
export async function lookAt(ctx: Context, customerId: Id<'customer'>): Promise<void> {
  const [row] = (await batchGet(ctx, [customerKey(ctx, customerId)], {
    ConsistentRead: true,
  })) as Stored<StoredCustomer>[];
  const known = await pairsOf(ctx, customerId);
  if (!isThere(ctx, row)) return closeGone(ctx, known);
  const { similar } = await similarTo(ctx, row);
  const open = new Set<string>();
  for (const one of similar) if (await note(ctx, customerId, one)) open.add(pairOf(customerId, one.customerId).pairKey);
  for (const pair of known) if (pair.status === 'open' && !open.has(pair.pairKey)) await close(ctx, pair);
}

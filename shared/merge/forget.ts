import type { StoredCustomer } from '../customer/customer.schema.ts';
import { change } from '../kernel/change.ts';
import { orNone } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { deleteAll } from '../kernel/write-all.ts';
import { forgetMoved, imagesGone, imagesOf, merges, movedBy } from './merge.store.ts';

/**
 * Removes what merges keep of customers who are erased: what they said before, and what was noted of their records. The
 * merges stay as ids, and cannot be undone any more. `beforeThat` is given each customer as it was, before that is forgotten.
 * Again changes nothing.
 */
export async function forgetMerges(
  ctx: Context,
  ids: readonly Id<'merge'>[],
  beforeThat: (customer: StoredCustomer) => Promise<void>,
): Promise<void> {
  for (const mergeId of new Set(ids)) {
    const found = await merges.find(ctx, mergeId);
    if (!found) continue;
    await orNone(
      change(ctx, merges, mergeId, 'erase', (before) => ({ ...before, status: 'erased' as const }), { silent: true }),
    );
    for (const image of (await imagesOf(ctx, mergeId))?.before ?? []) await beforeThat(image);
    const keys = imagesGone(ctx, found).map(({ Delete }) => Delete.Key);
    await deleteAll(ctx, keys);
    for await (const rows of movedBy(ctx, mergeId)) for (const row of rows) await forgetMoved(ctx, mergeId, row);
  }
}

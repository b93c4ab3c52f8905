import type { Context } from '../kernel/context.ts';
import { putPostings } from '../kernel/postings.ts';
import { type From, isThere, type Stored } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { shardName, shardPages } from '../kernel/shards.ts';
import { type ItemKey, itemsBehind } from '../kernel/walk.ts';
import { blocksOf } from './blocks.ts';
import { CUSTOMER_TOKENS, LIST, LIST_SHARDS } from './customer.keys.ts';
import type { StoredCustomer } from './customer.schema.ts';

type Row = Stored<StoredCustomer>;

/**
 * Some of a company's customers behind a position, the longest unchanged first: whoever is changed meanwhile comes once more
 * at the end, so that nobody is left out. `after` is where it goes on; undefined behind the last one.
 */
export async function oldestFirst(
  ctx: Context,
  { from, size }: From,
): Promise<{ rows: Row[]; after: ItemKey | undefined }> {
  const partitions = Array.from(
    { length: LIST_SHARDS },
    (_, shard) => `${companyPrefix(ctx.companyId)}${shardName(LIST, shard)}`,
  );
  const page = await shardPages(ctx, { index: 'gsi2', partitions, size, order: 'asc' }, from).next();
  const steps = page.done ? [] : page.value;
  const rows = (await itemsBehind<Row>(ctx, steps, { ConsistentRead: true })).flatMap(({ item }) => item ?? []);
  return { rows: rows.filter((row) => isThere(ctx, row)), after: steps.at(-1)?.after };
}

/** Writes the words beside which duplicates lie, whatever is written of them already. */
export const writeWords = (ctx: Context, some: readonly StoredCustomer[]): Promise<void> =>
  putPostings(
    ctx,
    CUSTOMER_TOKENS,
    some.map((customer) => ({ id: customer.customerId, words: blocksOf(customer) })),
  );

import type { Context } from '../kernel/context.ts';
import { putPostings } from '../kernel/postings.ts';
import type { From, Stored } from '../kernel/store.ts';
import type { ItemKey } from '../kernel/walk.ts';
import { blocksOf } from './blocks.ts';
import { CUSTOMER_TOKENS } from './customer.keys.ts';
import type { StoredCustomer } from './customer.schema.ts';
import { customers } from './customer.store.ts';

/**
 * Some of a company's customers in the order of their ids, behind a position: a change moves nobody, so that all who are there
 * from the beginning to the end come once. `after` is where it goes on; undefined behind the last one.
 */
export async function customersInOrder(
  ctx: Context,
  from: From,
): Promise<{ rows: Stored<StoredCustomer>[]; after: ItemKey | undefined }> {
  const page = await customers.by(ctx, 'inOrder', {}, from).next();
  const steps = page.done ? [] : page.value;
  return { rows: steps.flatMap(({ item }) => item ?? []), after: steps.at(-1)?.after };
}

/** Writes the words beside which duplicates lie, whatever is written of them already. */
export const writeWords = (ctx: Context, some: readonly StoredCustomer[]): Promise<void> =>
  putPostings(
    ctx,
    CUSTOMER_TOKENS,
    some.map((customer) => ({ id: customer.customerId, words: blocksOf(customer) })),
  );

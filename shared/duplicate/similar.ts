import { CUSTOMER_TOKENS, customerKey } from '../customer/customer.keys.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import { sharedWordsOf } from '../customer/tokens.ts';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { postingsUnder } from '../kernel/postings.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { factsOf, type Said, type Score, scoreOf } from './evidence.ts';

type CustomerId = Id<'customer'>;

/** So many customers of one block are looked at; of more it is told that there are some. */
export const MOST_OF_BLOCK = 200;
/** So many of one address or number are no household any more. */
const MOST_OF_HOME = 10;

/** A customer who may be another one, with what speaks for it. */
export type Similar = Omit<Score, 'band'> & { customerId: CustomerId; band: NonNullable<Score['band']> };

/** Who lies beside a customer under one word; `more` where not all are looked at. Strongly consistent. */
async function beside(ctx: Context, word: string): Promise<{ ids: CustomerId[]; more: boolean }> {
  const how = { limit: MOST_OF_BLOCK + 1, consistent: true };
  const { postings, more } = await postingsUnder<CustomerId>(ctx, CUSTOMER_TOKENS, `${word}#`, how);
  const own = postings.filter((one) => one.word === word);
  return { ids: own.slice(0, MOST_OF_BLOCK).map(({ id }) => id), more: more || own.length > MOST_OF_BLOCK };
}

/**
 * Customers who may be the one of whom something is said, the likeliest first, also those of a moment ago; `overflowing`
 * blocks hold more than are looked at. One query for each address, number and block, and one request for the customers.
 * `isWanted` leaves candidates out unread.
 */
export async function similarTo(
  ctx: Context,
  said: Said,
  isWanted: (id: CustomerId) => boolean = () => true,
): Promise<{ similar: Similar[]; overflowing: number }> {
  const blocks = await Promise.all([...new Set(sharedWordsOf(said))].map((word) => beside(ctx, word)));
  const ids = new Set(blocks.flatMap((block) => block.ids.filter((id) => id !== said.customerId && isWanted(id))));
  const rows = (await batchGet(
    ctx,
    [...ids].map((id) => customerKey(ctx, id)),
    { ConsistentRead: true },
  )) as Stored<StoredCustomer>[];
  const own = factsOf(said);
  const scored = rows
    .filter((row) => isThere(ctx, row))
    .flatMap((row): Similar[] => {
      const { band, ...score } = scoreOf(own, factsOf(row));
      return band ? [{ customerId: row.customerId, band, ...score }] : [];
    });
  const home = scored.filter(({ suggestion }) => suggestion === 'household').length;
  const similar = home > MOST_OF_HOME ? scored.filter(({ suggestion }) => suggestion === 'merge') : scored;
  return {
    similar: similar.toSorted((one, other) => other.score - one.score || (one.customerId < other.customerId ? -1 : 1)),
    overflowing: blocks.filter(({ more }) => more).length,
  };
}

import type { Context } from '../kernel/context.ts';
import { postingItems } from '../kernel/postings.ts';
import type { TransactItem } from '../kernel/write.ts';
import { CUSTOMER_TOKENS } from './customer.keys.ts';
import type { StoredCustomer } from './customer.schema.ts';
import { writtenWordsOf } from './tokens.ts';

/** So many rows of tokens change with their customer: with 40 rows of ids, the record, its history and a key they fit into a transaction. */
const MOST = 56;

type Shown = StoredCustomer & { deletedAt?: string };

const tokensNow = (customer: Shown | undefined): string[] =>
  customer && customer.deletedAt === undefined ? [...writtenWordsOf(customer)] : [];

function changesOf(after: Shown, before: Shown | undefined): { added: string[]; gone: string[] } {
  const [now, old] = [tokensNow(after), tokensNow(before)];
  const [nowSet, oldSet] = [new Set(now), new Set(old)];
  return { added: now.filter((token) => !oldSet.has(token)), gone: old.filter((token) => !nowSet.has(token)) };
}

/** Whether more rows change than the customer's own transaction holds: the rest follows behind the stream. */
export function isTooMany(after: StoredCustomer, before?: StoredCustomer): boolean {
  const { added, gone } = changesOf(after, before);
  return added.length + gone.length > MOST;
}

/** The rows of tokens that change in the transaction of their customer: what comes first, then what goes. */
export function tokenWrites(ctx: Context, after: Shown, before?: Shown): TransactItem[] {
  const { added, gone } = changesOf(after, before);
  const come = added.slice(0, MOST);
  const go = gone.slice(0, MOST - come.length);
  return postingItems(ctx, CUSTOMER_TOKENS, { id: after.customerId, before: new Set(go), after: new Set(come) });
}

import { forgetConsents, saidNo } from '../consent/forget.ts';
import { forgetContacts } from '../contact/remove.ts';
import { setAddress } from '../contact-preference/contact-preference.ts';
import { namesOfCustomer } from '../gate/admit.ts';
import { forgetDocuments } from '../document/forget.ts';
import { Problem } from '../http/problem.ts';
import { ended, replace } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { postingRowsGone } from '../kernel/postings.ts';
import { forgetMembership } from '../household/leave.ts';
import { forgetPurchases } from '../purchase/forget.ts';
import { forgetScores } from '../score/forget.ts';
import { forgetRelations } from '../relation/forget.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { forgetOwnerships } from '../vehicle/of-customer.ts';
import type { Stored } from '../kernel/store.ts';
import { forgetMerges } from '../merge/forget.ts';
import { forgetClocks } from '../limits/clock.ts';
import { bare } from './bare.ts';
import { CUSTOMER_TOKENS } from './customer.keys.ts';
import type { StoredCustomer } from './customer.schema.ts';
import { forgetHistory } from './history.ts';
import { customers } from './customer.store.ts';
import { rowsOf } from './survivor.ts';
import { writtenWordsOf } from './tokens.ts';

type Row = Stored<StoredCustomer>;
type Receipt = { customerId: Id<'customer'>; erasedAt: string };

/**
 * Whoever said no to anything stays suppressed where somebody writes the address or number down again: its fingerprint alone
 * is kept, and with it a no to all mail and calls.
 */
async function suppress(ctx: Context, { customerId, emails = [], phones = [] }: StoredCustomer): Promise<void> {
  const keyless = { ...ctx, idempotency: undefined };
  const [at, no] = [ctx.now.toISOString(), await saidNo(ctx, customerId)];
  const refused = [
    ...(no.byMail ? emails.map(({ address }) => address) : []),
    ...phones.flatMap(({ number }) => (no.byNumber(number) ? [number] : [])),
  ];
  await Promise.all(refused.map((address) => setAddress(keyless, address, { optedOut: true }, at)));
}

/** Removes what other nouns know of a customer. */
async function forget(ctx: Context, customer: StoredCustomer): Promise<void> {
  const { customerId, displayName, firstName, lastName } = customer;
  await Promise.all([
    forgetHistory(ctx, customerId),
    forgetConsents(ctx, customerId),
    forgetClocks(ctx, namesOfCustomer(customer)),
    forgetContacts(ctx, customerId),
    forgetRelations(ctx, customerId),
    forgetPurchases(ctx, customerId).then(() => forgetScores(ctx, customerId)),
    forgetOwnerships(ctx, customerId),
    forgetDocuments(ctx, customerId),
    forgetMembership(ctx, customerId, [displayName, firstName, lastName]),
  ]);
}

/** The row of a customer, or of whom it was merged into, also where that is erased; undefined where there is none. */
async function rowToErase(ctx: Context, customerId: Id<'customer'>): Promise<Row | undefined> {
  let row = await customers.find(ctx, customerId);
  while (row?.mergedInto !== undefined) row = await customers.find(ctx, row.mergedInto);
  return row;
}

/** Erases what is left of customers who were merged into one who is erased, and what their merges keep. */
async function eraseMerged(ctx: Context, { mergedFrom = [] }: StoredCustomer): Promise<void> {
  const rows = (await rowsOf(ctx, mergedFrom)).filter(({ lastAction }) => lastAction !== 'erase');
  const merges = [...new Set(rows.flatMap(({ mergedBy }) => mergedBy ?? []))];
  // Their words go behind the stream, and may be there still.
  await forgetMerges(ctx, merges, (was) => postingRowsGone(ctx, CUSTOMER_TOKENS, was.customerId, writtenWordsOf(was)));
  for (const row of rows) {
    await forget(ctx, row);
    await replace(ctx, customers, row, ended(ctx, bare(row)), { action: 'erase' });
  }
}

/**
 * Erases a customer for good, also one that is deleted: what it said, the words that lead to it, its history, its external ids, its consents,
 * what it was sent, the contacts that it is, its relations, purchases, documents and vehicles, its place in a household, and all of that of
 * customers who were merged into it; by the id of one of those, too. What is left names nobody. Again is no error, and says the
 * same. Feedback and surveys of the person are not touched; 404 for nobody.
 */
export const erase = (ctx: Context, { customerId }: { customerId: Id<'customer'> }): Promise<Receipt> =>
  retryOnConflict(ctx, async () => {
    const row = await rowToErase(ctx, customerId);
    if (!row || (row.expiresAt !== undefined && row.expiresAt <= ctx.now.getTime() / 1_000))
      throw new Problem('not-found');
    if (row.lastAction === 'erase') return { customerId, erasedAt: row.deletedAt ?? row.updatedAt };
    // Before the record goes, which alone knows them: whoever is interrupted here begins anew.
    await postingRowsGone(ctx, CUSTOMER_TOKENS, row.customerId, writtenWordsOf(row));
    const keyless = { ...ctx, idempotency: undefined };
    await suppress(ctx, row);
    await forget(keyless, row);
    await eraseMerged(keyless, row);
    await replace(keyless, customers, row, ended(ctx, bare(row)), { action: 'erase' });
    // What was written down meanwhile; from now on nothing is.
    await forget(keyless, row);
    return { customerId, erasedAt: ctx.now.toISOString() };
  });

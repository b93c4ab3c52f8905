import { forgetConsents, saidNo } from '../consent/forget.ts';
import { forgetContacts } from '../contact/remove.ts';
import { setAddress } from '../contact-preference/contact-preference.ts';
import { namesOfCustomer } from '../gate/admit.ts';
import { Problem } from '../http/problem.ts';
import { ended, replace } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { pick } from '../kernel/json.ts';
import { postingRowsGone } from '../kernel/postings.ts';
import { forgetMembership } from '../household/leave.ts';
import { forgetPurchases } from '../purchase/forget.ts';
import { forgetRelations } from '../relation/forget.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { forgetClocks } from '../limits/clock.ts';
import { forgetOwnerships } from '../vehicle/of-customer.ts';
import type { Stored } from '../kernel/store.ts';
import { CUSTOMER_TOKENS } from './customer.keys.ts';
import type { StoredCustomer } from './customer.schema.ts';
import { customers } from './customer.store.ts';
import { tokensOf } from './tokens.ts';

type Receipt = { customerId: Id<'customer'>; erasedAt: string };

/** What is left of an erased customer for 30 days: that there was one, and who made it and ended it when. */
const bare = (customer: Stored<StoredCustomer>): Stored<StoredCustomer> => ({
  ...pick(customer, [
    'customerId',
    'companyId',
    'version',
    'revision',
    'createdAt',
    'updatedAt',
    'createdBy',
    'type',
    'status',
  ]),
  lastActor: customer.lastActor,
  lastAction: customer.lastAction,
  lastRequestId: customer.lastRequestId,
  displayName: '-',
  source: { type: 'other' },
});

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
    forgetConsents(ctx, customerId),
    forgetClocks(ctx, namesOfCustomer(customer)),
    forgetContacts(ctx, customerId),
    forgetRelations(ctx, customerId),
    forgetPurchases(ctx, customerId),
    forgetOwnerships(ctx, customerId),
    forgetMembership(ctx, customerId, [displayName, firstName, lastName]),
  ]);
}

/**
 * Erases a customer for good, also one that is deleted: what it said, the words that lead to it, its external ids, its consents,
 * what it was sent, the contacts that it is, its relations, purchases and vehicles, and its place in a household. What is left names nobody. Again is no
 * error, and says the same. Feedback and surveys of the person are not touched; 404 for nobody.
 */
export const erase = (ctx: Context, { customerId }: { customerId: Id<'customer'> }): Promise<Receipt> =>
  retryOnConflict(ctx, async () => {
    const row = await customers.find(ctx, customerId);
    if (!row || (row.expiresAt !== undefined && row.expiresAt <= ctx.now.getTime() / 1_000))
      throw new Problem('not-found');
    if (row.lastAction === 'erase') return { customerId, erasedAt: row.deletedAt ?? row.updatedAt };
    // Before the record goes, which alone knows them: whoever is interrupted here begins anew.
    await postingRowsGone(ctx, CUSTOMER_TOKENS, customerId, tokensOf(row).keys());
    const keyless = { ...ctx, idempotency: undefined };
    await suppress(ctx, row);
    await forget(keyless, row);
    await replace(keyless, customers, row, ended(ctx, bare(row)), { action: 'erase' });
    // What was written down meanwhile; from now on nothing is.
    await forget(keyless, row);
    return { customerId, erasedAt: ctx.now.toISOString() };
  });

import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import type { Consent, CurrentConsent, StoredConsent } from './consent.schema.ts';
import { consents, ledgerOf } from './consent.store.ts';
import { currentOf } from './current.ts';

/** Entries of one reading where all are read. */
const PER_READ = 200;

/** All entries of a customer's ledger as they are stored, the latest first, some at a time; strongly consistent. */
export async function* entriesOf(ctx: Context, customerId: Id<'customer'>): AsyncGenerator<Stored<StoredConsent>[]> {
  for await (const steps of consents.all(ctx, { from: undefined, size: PER_READ }, ledgerOf(customerId)))
    yield steps.flatMap(({ item }) => item ?? []);
}

/** What a customer's ledger says at an instant. */
export async function currentIn(ctx: Context, customerId: Id<'customer'>, at: string): Promise<CurrentConsent[]> {
  const entries: Consent[] = [];
  for await (const some of entriesOf(ctx, customerId)) entries.push(...some.map((entry) => consents.publicOf(entry)));
  return currentOf(entries, at);
}

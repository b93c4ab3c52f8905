import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import { getByAnyId as customerOf } from '../customer/customer.ts';
import type { Customer } from '../customer/customer.schema.ts';
import { numberOf } from '../customer/phones.ts';
import { type FieldError, invalid } from '../http/problem.ts';
import { listOf } from '../http/list.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import type { Stored } from '../kernel/store.ts';
import type { Consent, CreateConsent, CurrentConsent, StoredConsent } from './consent.schema.ts';
import { consents, ledgerOf } from './consent.store.ts';
import { currentIn } from './ledger.ts';
import { writeEntry } from './write-entry.ts';

type Of = { customerId: Id<'customer'> };

/** What holds of a customer's consents at an instant; now by default. */
export const currentConsents = async (
  ctx: Context,
  { customerId, at }: Of & { at?: string },
): Promise<CurrentConsent[]> => currentIn(ctx, customerId, at ?? ctx.now.toISOString());

const pageOfLedger = listOf<Of & { at?: string | undefined }, Stored<StoredConsent>, Consent>(
  'consents',
  { customerId: () => true, at: (entry, at) => entry.at <= at },
  (ctx, { customerId }, from) => consents.all(ctx, from, ledgerOf(customerId)),
  (entry) => consents.publicOf(entry),
);

type Asked = Of & { at?: string | undefined; limit: number; cursor?: string | undefined };

/** What holds of a customer's consents at an instant, and a page of the ledger up to then; 404 for nobody. */
export async function list(ctx: Context, { customerId: id, at, limit, cursor }: Asked) {
  const { customerId } = await customerOf(ctx, { customerId: id });
  const [current, page] = await Promise.all([
    currentConsents(ctx, { customerId, ...(at !== undefined && { at }) }),
    pageOfLedger(ctx, { customerId, at, limit, cursor }),
  ]);
  return { current, ledger: page };
}

/** The number that is meant, as the customer has it; undefined where it is none of theirs. */
export async function theirs(ctx: Context, { phones = [] }: Customer, called: string): Promise<string | undefined> {
  const { defaultCountry } = await readCrmSettings(ctx);
  const number = numberOf(called, defaultCountry);
  return phones.find((one) => one.number === number)?.number;
}

/**
 * Adds an entry to the ledger of a customer; 404 for nobody, 400 for what begins in the future, ends before it begins, or is
 * about a number of somebody else.
 */
export const create = (ctx: Context, { customerId, body }: Of & { body: CreateConsent }): Promise<Consent> =>
  retryOnConflict(ctx, async () => {
    const customer = await customerOf(ctx, { customerId });
    const { number: called, expiresAt: endsAt, ...said } = body;
    const at = said.at ?? ctx.now.toISOString();
    const number = called === undefined ? undefined : await theirs(ctx, customer, called);
    const errors: (FieldError | false)[] = [
      Date.parse(at) > ctx.now.getTime() && { pointer: '#/at', detail: 'must not lie in the future' },
      endsAt !== undefined &&
        Date.parse(endsAt) <= Date.parse(at) && { pointer: '#/expiresAt', detail: 'must lie after `at`' },
      called !== undefined &&
        number === undefined && { pointer: '#/number', detail: 'must be a number of the customer' },
    ];
    const refused = errors.filter((error) => error !== false);
    if (refused.length > 0) throw invalid(...refused);
    return writeEntry(ctx, customer, { ...said, number, at, endsAt });
  });

import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { batchGet } from '../kernel/batch-get.ts';
import { postingsUnder } from '../kernel/postings.ts';
import type { Stored } from '../kernel/store.ts';
import { addressKey, customerKeyOf, normalEmail } from './customer-key.ts';
import type { StoredCustomer } from './customer.schema.ts';
import { CUSTOMER_TOKENS, customerKey } from './customer.keys.ts';
import { holderOf } from './external-ids.ts';
import { survivorOf } from './survivor.ts';
import { emailToken } from './tokens.ts';

type Row = Stored<StoredCustomer>;
/** What somebody is called by: `customerId` is an id of ours, or the company's own. */
export type Called = { customerId?: string | undefined; email?: string | undefined; phone?: string | undefined };

/** More than so many customers of one address or number are as good as none. */
const MOST_OF_ONE = 10;
/** A customer is heard under so many names at most. */
const MOST_NAMES = 12;

/** Those of some customers who are not deleted. */
const there = async (ctx: Context, keys: readonly { pk: string; sk: string }[]): Promise<Row[]> =>
  ((await batchGet(ctx, keys, { ConsistentRead: true })) as Row[]).filter(({ deletedAt }) => deletedAt === undefined);

/** Customers who have a token as a whole; strongly consistent. */
async function under(ctx: Context, token: string): Promise<Row[]> {
  const how = { limit: MOST_OF_ONE, consistent: true };
  const { postings } = await postingsUnder<Id<'customer'>>(ctx, CUSTOMER_TOKENS, `${token}#`, how);
  const keys = postings.filter(({ word }) => word === token).map(({ id }) => customerKey(ctx, id));
  return (await there(ctx, keys)).toSorted((one, other) => (one.customerId < other.customerId ? -1 : 1));
}

/** Customers who have an address, the oldest first. */
export const customersOfEmail = async (ctx: Context, email: string): Promise<Row[]> =>
  (await under(ctx, emailToken(email))).filter(({ emails = [] }) =>
    emails.some(({ address }) => normalEmail(address) === normalEmail(email)),
  );

/** Customers who have a number (E.164), the oldest first. */
const customersOfPhone = async (ctx: Context, phone: string): Promise<Row[]> =>
  (await under(ctx, phone.replace(/\D/g, ''))).filter(({ phones = [] }) =>
    phones.some(({ number }) => number === phone),
  );

async function byId(ctx: Context, customerId: string): Promise<Row | undefined> {
  const own = asId('customer', customerId) ?? (await holderOf(ctx, { source: 'default', id: customerId }));
  return own && survivorOf(ctx, own);
}

/** Who is meant where it is one alone: families share addresses and numbers. */
const only = ([first, second]: readonly Row[]): Row | undefined => (second ? undefined : first);

/** Everybody who may be meant, each once, and who is where it is one alone, as {@link identify} says. */
type Meant = { one: Row | undefined; all: Row[] };

/** Whom an id, an address and a number name, read at once. */
export async function customersCalled(ctx: Context, { customerId, email, phone }: Called): Promise<Meant> {
  const [named, ofEmail, ofPhone] = await Promise.all([
    customerId === undefined ? undefined : byId(ctx, customerId),
    email === undefined ? [] : customersOfEmail(ctx, email),
    phone === undefined ? [] : customersOfPhone(ctx, phone),
  ]);
  const all = [...(named ? [named] : []), ...ofEmail, ...ofPhone];
  return {
    one: named ?? only(ofEmail) ?? only(ofPhone),
    all: [...new Map(all.map((row) => [row.customerId, row])).values()],
  };
}

/**
 * Who is called so: by an id of ours, by the company's own id, by an address, by a number, in this order; undefined where
 * nobody is, or several are. An id that nobody has names nobody, whatever else is said.
 */
export async function identify(ctx: Context, { customerId, email, phone }: Called): Promise<Row | undefined> {
  if (customerId !== undefined) {
    const found = await byId(ctx, customerId);
    if (found) return found;
  }
  if (email !== undefined) {
    const found = only(await customersOfEmail(ctx, email));
    if (found) return found;
  }
  return phone === undefined ? undefined : only(await customersOfPhone(ctx, phone));
}

/** Ids of ours under which a customer was known: its own, and those of whom it was merged from. */
const ourIds = ({ customerId, mergedFrom = [] }: Pick<StoredCustomer, 'customerId' | 'mergedFrom'>): string[] => [
  customerId,
  ...mergedFrom,
];

/** The company's own ids for a customer: as feedback, surveys and events name them. */
const ownIds = ({ externalIds = [] }: Pick<StoredCustomer, 'externalIds'>): string[] =>
  externalIds.filter(({ source }) => source === 'default').map(({ id }) => id);

/**
 * The keys under which records of a customer lie: our ids, the company's own ids, the addresses; at most 12 beside those of
 * customers that were merged into it. What came before the customer was written down is among them, as it was sent.
 */
export const keysOf = ({
  customerId,
  mergedFrom = [],
  externalIds,
  emails = [],
}: Pick<StoredCustomer, 'customerId' | 'mergedFrom' | 'externalIds' | 'emails'>): string[] =>
  [
    ...[...ourIds({ customerId, mergedFrom }), ...ownIds({ externalIds })].flatMap(
      (id) => customerKeyOf(id, undefined) ?? [],
    ),
    ...emails.map(({ address }) => addressKey(address)),
  ].slice(0, MOST_NAMES + mergedFrom.length);

/**
 * The keys of whoever is called so: those of the customer, where there is one, and the one that the call itself names, so that
 * people of whom no customer was made are found as before.
 */
export const keysOfCalled = async (ctx: Context, called: Called): Promise<string[]> =>
  keysOfMeant(called, await identify(ctx, called));

/** The same where it is known who is meant. */
export function keysOfMeant(called: Called, found: Row | undefined): string[] {
  const said = [customerKeyOf(called.customerId, undefined), customerKeyOf(undefined, called.email)];
  const keys = [...said.filter((key) => key !== undefined), ...(found ? keysOf(found) : [])];
  return [...new Set(keys)].slice(0, MOST_NAMES + (found?.mergedFrom ?? []).length);
}

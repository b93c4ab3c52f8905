import { Problem } from '../http/problem.ts';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { type Posting, postingsUnder } from '../kernel/postings.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import type { StoredCustomer } from './customer.schema.ts';
import { customers } from './customer.store.ts';
import { maskedEmail, maskedPhone } from './masked.ts';
import { CUSTOMER_TOKENS } from './customer.keys.ts';
import { type Found, matchOf, type Term, termsOf, tokensOf } from './tokens.ts';

type CustomerId = Id<'customer'>;
type Row = Stored<StoredCustomer>;

/** Rows of tokens that are read for one part of a query. */
const MOST_POSTINGS = 1_000;
/** Customers that are read for each that is shown: some of those that a common word leads to hold not all of them. */
const READ_PER_HIT = 2;

const rowsOf = async (ctx: Context, ids: readonly CustomerId[]): Promise<Row[]> =>
  (await batchGet(
    ctx,
    ids.map((id) => customers.keyOf(ctx, id)),
    { ConsistentRead: true },
  )) as Row[];

/** Who a part of a query leads to, and whether by a whole token; not all of them where `more`. */
type Led = { ids: ReadonlyMap<CustomerId, boolean>; more: boolean };

const read = (ctx: Context, beginning: string) =>
  postingsUnder<CustomerId>(ctx, CUSTOMER_TOKENS, beginning, { limit: MOST_POSTINGS, consistent: true });
const exactness = (postings: readonly Posting<CustomerId>[], whole: string): Map<CustomerId, boolean> => {
  const ids = new Map<CustomerId, boolean>();
  for (const { word, id } of postings) ids.set(id, ids.get(id) === true || word === whole);
  return ids;
};

async function ledBy(ctx: Context, { whole, words }: Term): Promise<Led> {
  const each = words.filter((word) => word !== whole);
  const [asWhole, ...asWords] = await Promise.all([whole, ...each].map((word) => read(ctx, word)));
  const ids = exactness(asWhole?.postings ?? [], whole);
  const [first, ...others] = asWords.map(({ postings }, at) => exactness(postings, each[at] ?? ''));
  for (const [id] of first ?? []) if (!ids.has(id) && others.every((one) => one.has(id))) ids.set(id, false);
  return { ids, more: [asWhole, ...asWords].some((one) => one?.more) };
}

/** Whom all parts of a query may lead to, the likeliest first; `more` where not all of them are there. */
function candidatesOf(led: readonly Led[]): { ids: CustomerId[]; more: boolean } {
  const whole = led.filter(({ more }) => !more);
  const [first, ...others] = (whole.length > 0 ? whole : led).toSorted((one, other) => one.ids.size - other.ids.size);
  if (!first) return { ids: [], more: false };
  const all = [...first.ids.keys()].filter((id) => whole.length === 0 || others.every(({ ids }) => ids.has(id)));
  const weight = (id: CustomerId): number =>
    led.reduce((sum, { ids }) => sum + (ids.has(id) ? 1 : 0) + (ids.get(id) ? 1 : 0), 0);
  const weighed = all.map((id) => ({ id, weight: weight(id) }));
  const ids = weighed.toSorted((one, other) => other.weight - one.weight || (one.id < other.id ? 1 : -1));
  return { ids: ids.map(({ id }) => id), more: whole.length === 0 };
}

/** How well a customer fits all parts of a query; undefined where one of them does not lead to it. */
function fitOf(row: Row, terms: readonly Term[]) {
  const tokens = tokensOf(row);
  const matches = terms.map((term) => matchOf(tokens, term));
  if (matches.some((match) => match === undefined)) return undefined;
  const found = matches.flatMap((match) => match?.found ?? []);
  return {
    row,
    exact: matches.filter((match) => match?.exact).length,
    named: found.filter((one) => one === 'name').length,
    matched: [...new Set<Found>(found)],
  };
}
type Fit = NonNullable<ReturnType<typeof fitOf>>;

const better = (one: Fit, other: Fit): number =>
  other.exact - one.exact || other.named - one.named || (one.row.updatedAt < other.row.updatedAt ? 1 : -1);

function hitOf({ row, matched }: Fit) {
  const { customerId, type, displayName, emails = [], phones = [] } = row;
  const email = emails.find(({ primary }) => primary);
  const phone = phones.find(({ primary }) => primary);
  return {
    customerId,
    type,
    displayName,
    ...(email && { maskedEmail: maskedEmail(email.address) }),
    ...(phone && { maskedPhone: maskedPhone(phone.number) }),
    matched,
  };
}

/**
 * Customers whom every word of a text leads to, also those of a moment ago: whole words first, then names, then the latest
 * change. 400 without a word. `truncated` says that others may fit, too.
 */
export async function search(ctx: Context, { q, limit }: { q: string; limit: number }) {
  const terms = termsOf(q);
  if (terms.length === 0)
    throw new Problem('validation-failed', undefined, { errors: [{ parameter: 'q', detail: 'must contain a word' }] });
  const { ids, more } = candidatesOf(await Promise.all(terms.map((term) => ledBy(ctx, term))));
  const most = limit * READ_PER_HIT;
  const rows = (await rowsOf(ctx, ids.slice(0, most))).filter((row) => isThere(ctx, row));
  const fits = rows.flatMap((row) => fitOf(row, terms) ?? []).toSorted(better);
  return { items: fits.slice(0, limit).map(hitOf), truncated: more || ids.length > most || fits.length > limit };
}

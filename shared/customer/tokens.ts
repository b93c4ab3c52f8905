import { wordsIn, wordsOf } from '../kernel/words.ts';
import { blocksOf } from './blocks.ts';
import { normalEmail } from './customer-key.ts';
import type { StoredCustomer } from './customer.schema.ts';

/** What a customer is found by, in the order in which tokens are written. */
export type Found = 'name' | 'email' | 'phone' | 'externalId' | 'address';
/** Tokens of a customer, with what each is a part of. */
export type Tokens = ReadonlyMap<string, Found>;
type Named = Pick<
  StoredCustomer,
  'displayName' | 'firstName' | 'lastName' | 'businessName' | 'emails' | 'phones' | 'externalIds' | 'addresses'
>;
type Compared = Parameters<typeof blocksOf>[0] & Pick<StoredCustomer, 'phones'>;

const LONGEST = 64;
const SHORTEST = 3;

/** One spelling of a text in searches; what is a mark or a case to `wordsOf` is so here. */
const plain = (text: string): string =>
  text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replaceAll('ß', 'ss').slice(0, LONGEST);
const words = (text: string): string[] => wordsOf(text.toLowerCase().replaceAll('ß', 'ss'));

/** The whole of an address, by which exactly its customers are found. */
export const emailToken = (address: string): string => normalEmail(address).slice(0, 254);
const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** A number by its E.164 digits, as people of its country dial it, without the leading 0, its last 7 and last 4 digits. */
const phoneTokens = (number: string, national: string | undefined): string[] => {
  const [full, dialled] = [digitsOf(number), digitsOf(national ?? '')];
  return [full, dialled, dialled.replace(/^0/, ''), full.slice(-7), full.slice(-4)].filter(
    (digits) => digits.length >= SHORTEST,
  );
};

/** What leads to a customer: names first, then what names exactly one, then parts of addresses. */
export function tokensOf(customer: Named): Tokens {
  const {
    displayName,
    firstName,
    lastName,
    businessName,
    emails = [],
    phones = [],
    externalIds = [],
    addresses = [],
  } = customer;
  const names = [displayName, firstName, lastName, businessName].map((name) =>
    name?.toLowerCase().replaceAll('ß', 'ss'),
  );
  const all: [Found, Iterable<string>][] = [
    ['name', wordsIn(names)],
    ['email', emails.map(({ address }) => emailToken(address))],
    ['externalId', externalIds.map(({ id }) => plain(id)).filter((id) => id.length > 0)],
    ['phone', phones.flatMap(({ number, national }) => phoneTokens(number, national))],
    ['email', emails.flatMap(({ address }) => words(address))],
    [
      'address',
      addresses.flatMap(({ postalCode, city }) => [...(postalCode ? [plain(postalCode)] : []), ...words(city ?? '')]),
    ],
  ];
  const tokens = new Map<string, Found>();
  for (const [found, some] of all) for (const token of some) if (!tokens.has(token)) tokens.set(token, found);
  return tokens;
}

/** All words under which a customer is written down: those that searches find, and those beside which duplicates lie. */
export const writtenWordsOf = (customer: Named & Compared): Set<string> =>
  new Set([...tokensOf(customer).keys(), ...blocksOf(customer)]);

/** The words that a customer has in common with whoever may be the same: addresses and numbers as a whole, and blocks. */
export const sharedWordsOf = (customer: Compared): string[] => [
  ...(customer.emails ?? []).map(({ address }) => emailToken(address)),
  ...(customer.phones ?? []).map(({ number }) => digitsOf(number)),
  ...blocksOf(customer),
];

/** A part of what somebody looks for: the beginning of one token as a whole, or of one for each of its words. */
export type Term = { whole: string; words: readonly string[] };

const aNumber = /(?<![\p{L}\p{N}])\+?\d[\d ()./-]{4,}\d(?![\p{L}\p{N}])/gu;

/** The parts of a search text. Digits that stand together are one number, however they are grouped. */
export function termsOf(text: string): Term[] {
  const numbers = text.match(aNumber) ?? [];
  const chunks = text.replace(aNumber, ' ').split(/\s+/);
  const terms = [
    ...numbers.map((number) => {
      const digits = digitsOf(number).replace(/^00/, '');
      // An id of the company may be made of digits and hyphens, too.
      return { whole: digits, words: [plain(number)] };
    }),
    ...chunks.map((chunk) => ({ whole: plain(chunk), words: words(chunk) })),
  ];
  return terms.filter(({ whole, words: parts }) => whole.length >= SHORTEST || parts.length > 0);
}

const isUnder = (tokens: Tokens, beginning: string): Found | undefined => {
  for (const [token, found] of tokens) if (token.startsWith(beginning)) return found;
  return undefined;
};

/** What of a customer a term leads to, and whether it is a token as a whole; undefined where it leads to nothing. */
export function matchOf(tokens: Tokens, { whole, words: parts }: Term): { found: Found; exact: boolean } | undefined {
  const exact = tokens.get(whole) ?? (parts.length === 1 ? tokens.get(parts[0] ?? '') : undefined);
  if (exact) return { found: exact, exact: true };
  const found = whole.length >= SHORTEST ? isUnder(tokens, whole) : undefined;
  if (found) return { found, exact: false };
  const each = parts.map((part) => isUnder(tokens, part));
  const [first] = each;
  return first && each.every((one) => one !== undefined) ? { found: first, exact: false } : undefined;
}

import similarity from 'jaro-winkler';
import { domainsOf, plainName, postalCodesOf } from '../customer/blocks.ts';
import { normalEmail } from '../customer/customer-key.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import type { Evidence, EvidenceKind } from './evidence.schema.ts';

/** What of a customer tells whether another one is the same. */
export type Said = Pick<
  StoredCustomer,
  | 'customerId'
  | 'type'
  | 'firstName'
  | 'lastName'
  | 'businessName'
  | 'emails'
  | 'phones'
  | 'addresses'
  | 'demographics'
  | 'externalIds'
>;

/** The same, made ready to be compared many times. */
export type Facts = {
  type: StoredCustomer['type'];
  name: string;
  firstName: string;
  emails: readonly string[];
  phones: readonly string[];
  addresses: readonly string[];
  postalCodes: readonly string[];
  domains: readonly string[];
  birthDate: string | undefined;
  externalIds: ReadonlyMap<string, ReadonlySet<string>>;
};

export function factsOf(customer: Said): Facts {
  const { type, firstName, lastName, businessName, emails = [], phones = [], addresses = [] } = customer;
  const names = type === 'business' ? [businessName] : [firstName, lastName];
  const ids = Map.groupBy(customer.externalIds ?? [], ({ source }) => source);
  return {
    type,
    name: plainName(names.filter((name) => name !== undefined).join(' ')),
    firstName: plainName(firstName ?? ''),
    emails: emails.map(({ address }) => normalEmail(address)),
    phones: phones.map(({ number }) => number),
    // An address without a street is that of a whole town.
    addresses: addresses.flatMap(({ lines = [], standard }) =>
      lines.length === 0 ? [] : [standard.text.toLowerCase()],
    ),
    postalCodes: postalCodesOf(customer),
    domains: domainsOf(customer),
    birthDate: customer.demographics?.birthDate,
    externalIds: new Map([...ids].map(([source, some]) => [source, new Set(some.map(({ id }) => id))])),
  };
}

const meet = (one: readonly string[], other: readonly string[]): boolean => one.some((item) => other.includes(item));

/** Two facts about a pair of customers, with how alike their names are. */
type Pair = { one: Facts; other: Facts; alike: number };

/** What can be said of a pair, its points, and whether it holds. Of `instead`, the first that holds counts. */
const table = [
  { kind: 'same_email', points: 40, holds: ({ one, other }) => meet(one.emails, other.emails) },
  { kind: 'same_phone', points: 30, holds: ({ one, other }) => meet(one.phones, other.phones) },
  { kind: 'same_name', points: 25, holds: ({ alike }) => alike >= 0.97, instead: 'name' },
  { kind: 'similar_name', points: 20, holds: ({ alike }) => alike >= 0.92, instead: 'name' },
  {
    kind: 'same_birth_date',
    points: 20,
    holds: ({ one, other }) => one.birthDate !== undefined && one.birthDate === other.birthDate,
  },
  { kind: 'same_domain', points: 20, holds: ({ one, other }) => meet(one.domains, other.domains) },
  {
    kind: 'same_address',
    points: 15,
    holds: ({ one, other }) => meet(one.addresses, other.addresses),
    instead: 'place',
  },
  {
    kind: 'same_postal_code',
    points: 5,
    holds: ({ one, other }) => meet(one.postalCodes, other.postalCodes),
    instead: 'place',
  },
  {
    kind: 'other_birth_date',
    points: -30,
    holds: ({ one, other }) =>
      one.birthDate !== undefined && other.birthDate !== undefined && one.birthDate !== other.birthDate,
  },
  {
    kind: 'other_external_id',
    points: -40,
    holds: ({ one, other }) =>
      [...one.externalIds].some(([source, ids]) => {
        const theirs = other.externalIds.get(source);
        return theirs !== undefined && ![...ids].some((id) => theirs.has(id));
      }),
  },
] as const satisfies readonly {
  kind: EvidenceKind;
  points: number;
  holds: (pair: Pair) => boolean;
  instead?: string;
}[];

const LIKELY = 80;
const POSSIBLE = 55;
/** Below it two names are those of two people, whatever else they have in common. */
const NAME_GATE = 0.88;

/** What a pair of customers comes to. */
export type Score = {
  /** 0 to 100. */
  score: number;
  evidence: Evidence[];
  /** `likely` from 80 on, `possible` from 55 on, and what suggests a household; undefined where nothing is suggested. */
  band: 'likely' | 'possible' | undefined;
  suggestion: 'merge' | 'household';
};

/** Whether two first names are those of two people. An initial, or what a name begins with, may be the same person. */
const areOthers = (one: string, other: string): boolean =>
  one !== '' && other !== '' && !one.startsWith(other) && !other.startsWith(one) && similarity(one, other) < NAME_GATE;

/** Whether a first name is the other one, or its initial: Martin and Martina of one home are two people. */
const areOne = (one: string, other: string): boolean =>
  one === other || ((one.length <= 2 || other.length <= 2) && (one.startsWith(other) || other.startsWith(one)));

/**
 * How likely two customers are the same: the sum of the points of what holds, between 0 and 100. Pure: the same facts give
 * the same score. Two people of one address or number with different first names are a household and never `likely`; nor are
 * two whose names are less alike than 0.88 (Jaro–Winkler), or who share a mailbox, number or address under first names that
 * are not the same, unless their birth date is. A person and a business are never the same.
 */
export function scoreOf(one: Facts, other: Facts): Score {
  const alike = one.name === '' || other.name === '' ? 0 : similarity(one.name, other.name);
  const told = new Set<string>();
  const evidence = table.flatMap((row): Evidence[] => {
    const instead = 'instead' in row ? row.instead : row.kind;
    if (told.has(instead) || !row.holds({ one, other, alike })) return [];
    told.add(instead);
    return [{ kind: row.kind, points: row.points }];
  });
  const sum = evidence.reduce((total, { points }) => total + points, 0);
  const score = Math.max(0, Math.min(100, sum));
  if (one.type !== other.type) return { score, evidence, band: undefined, suggestion: 'merge' };
  const together = told.has('same_phone') || (told.has('place') && meet(one.addresses, other.addresses));
  if (one.type === 'individual' && together && areOthers(one.firstName, other.firstName))
    return { score, evidence, band: 'possible', suggestion: 'household' };
  const shares = together || told.has('same_email');
  const may = !shares || told.has('same_birth_date') || areOne(one.firstName, other.firstName);
  const likely = score >= LIKELY && alike >= NAME_GATE && may;
  const band = likely ? 'likely' : score >= POSSIBLE ? 'possible' : undefined;
  return { score, evidence, band, suggestion: 'merge' };
}

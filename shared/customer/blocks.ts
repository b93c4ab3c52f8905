import { doubleMetaphone } from 'double-metaphone';
import { fingerprint } from '../kernel/ids.ts';
import type { StoredCustomer } from './customer.schema.ts';

type Said = Pick<
  StoredCustomer,
  'type' | 'firstName' | 'lastName' | 'businessName' | 'emails' | 'addresses' | 'demographics'
>;

/** Addresses and domains of one customer by which others are looked for; more tell nothing new of one person. */
const MOST = 3;

/** One spelling of a name: without case, marks, and whatever is not letter or digit. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** How a name sounds; the name itself where it has no Latin letter. */
const soundOf = (name: string): string => doubleMetaphone(plainName(name))[0] || plainName(name);

/** Domains of which everybody may have an address, so that they name no business. */
const everybodys =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|t-online|freenet|orange|free|laposte|proton|protonmail|mail|yandex)\./;

/** The domains of a business: those of its addresses that not everybody may have. */
export const domainsOf = ({ type, emails = [] }: Pick<Said, 'type' | 'emails'>): string[] =>
  type === 'business'
    ? [...new Set(emails.map(({ address }) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()))].filter(
        (domain) => !everybodys.test(domain),
      )
    : [];

/** One spelling of a postal code, as all addresses of its country have it. */
export const postalCodesOf = ({ addresses = [] }: Pick<Said, 'addresses'>): string[] => [
  ...new Set(
    addresses.flatMap(({ postalCode, country = '' }) =>
      postalCode === undefined ? [] : [`${country} ${postalCode.replaceAll(' ', '').toUpperCase()}`],
    ),
  ),
];

function blockNames(customer: Said): string[] {
  const { type, firstName = '', lastName, businessName, demographics } = customer;
  const places = postalCodesOf(customer).slice(0, MOST);
  if (type === 'business') {
    const name = businessName === undefined ? [] : places.map((place) => `business ${soundOf(businessName)} ${place}`);
    const domains = domainsOf(customer).slice(0, MOST);
    return [...name, ...domains.map((domain) => `domain ${domain}`)];
  }
  if (lastName === undefined) return [];
  const sound = soundOf(lastName);
  const birthDate = demographics?.birthDate;
  return [
    ...places.map((place) => `person ${sound} ${plainName(firstName).slice(0, 1)} ${place}`),
    ...(birthDate === undefined ? [] : [`born ${sound} ${birthDate}`]),
  ];
}

/**
 * Words under which a customer lies beside others who may be the same: how the last name sounds with the initial and the
 * postal code, or with the birth date; how the name of a business sounds with its postal code; its domain. Fingerprints, so
 * that they are spread over the partitions of the search and show nothing; no search leads to them.
 */
export const blocksOf = (customer: Said): string[] =>
  blockNames(customer).map((name) => `=${fingerprint(name).slice(0, 24)}`);

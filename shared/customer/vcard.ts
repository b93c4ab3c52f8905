import ICAL from 'ical.js';
import { attachment, type Reply } from '../http/reply.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { getByAnyId } from './customer.ts';
import type { Customer } from './customer.schema.ts';

type Value = string | (string | string[])[];
type Line = readonly [name: string, value: Value | undefined, parameters?: Readonly<Record<string, string>>];

/** Values that are no text: RFC 6350, 4. */
const valueTypes: Readonly<Record<string, string>> = {
  url: 'uri',
  lang: 'language-tag',
  bday: 'date-and-or-time',
  rev: 'timestamp',
};
/** What address books know: RFC 6350, 5.6 and 6.4.1. */
const phoneTypes = { mobile: 'cell', home: 'home', work: 'work', other: 'voice' } as const;
const placeTypes: Readonly<Record<string, string>> = { personal: 'home', home: 'home', work: 'work', billing: 'work' };

const typed = (type: string | undefined, primary: boolean) => ({
  ...(type !== undefined && { type }),
  ...(primary && { pref: '1' }),
});

const countries = new Intl.DisplayNames(['en'], { type: 'region' });
/** What an import has brought may be no code. */
const countryOf = (country = ''): string => (/^[A-Z]{2}$/.test(country) ? (countries.of(country) ?? country) : country);

/** RFC 6350, 6.3.1: a post office box and an extension, which stay empty, then street, place, region, postal code, country. */
const addressLine = ({ type, primary, lines = [], city, state, postalCode, country, raw }: Address): Line => {
  // What an import has brought as one text says so in the place of the street.
  const street = lines.length > 0 || city !== undefined || postalCode !== undefined ? [...lines] : [raw ?? ''];
  const parts = ['', '', street, city ?? '', state ?? '', postalCode ?? '', countryOf(country)];
  return ['adr', parts, typed(placeTypes[type], primary === true)];
};
type Address = NonNullable<Customer['addresses']>[number];

/** Everything of a customer that an address book keeps; nothing that colleagues have written about them. */
function linesOf(customer: Customer, withBirthDate: boolean): Line[] {
  const { customerId, type, displayName, businessName, firstName = '', lastName = '', salutation = '' } = customer;
  const { emails = [], phones = [], addresses = [], socialProfiles = [], preferences, demographics } = customer;
  return [
    ['uid', `${customerId}@heed`],
    ['kind', type === 'business' ? 'org' : 'individual'],
    ['fn', displayName],
    ['n', type === 'individual' ? [lastName, firstName, '', salutation, ''] : undefined],
    ['org', businessName === undefined ? undefined : [businessName]],
    ...emails.map(({ address, label, primary }): Line => ['email', address, typed(placeTypes[label ?? ''], primary)]),
    ...phones.map(({ number, type: kind, extension, primary }): Line => [
      'tel',
      extension === undefined ? number : `${number};ext=${extension}`,
      typed(kind && phoneTypes[kind], primary),
    ]),
    ...addresses.map(addressLine),
    ...socialProfiles.map(({ url }): Line => ['url', url]),
    ['lang', preferences?.language],
    ['bday', withBirthDate ? demographics?.birthDate : undefined],
    ['rev', customer.updatedAt.replace(/\.\d+Z$/, 'Z')],
  ];
}

/** A customer as a vCard 4.0 (RFC 6350). */
export function vcardOf(customer: Customer, { withBirthDate }: { withBirthDate: boolean }): string {
  const card = new ICAL.Component('vcard');
  card.updatePropertyWithValue('version', '4.0');
  for (const [name, value, parameters = {}] of linesOf(customer, withBirthDate)) {
    if (value === undefined) continue;
    card.addProperty(new ICAL.Property([name, parameters, valueTypes[name] ?? 'text', value], card));
  }
  return `${card.toString()}\r\n`;
}

/** A customer as a file that address books take in; 404 where there is none. */
export async function vcard(ctx: Context, one: { customerId: Id<'customer'> }): Promise<Reply<string>> {
  const customer = await getByAnyId(ctx, one);
  const withBirthDate = ctx.actor.permissions.has('customers:sensitive');
  return attachment(vcardOf(customer, { withBirthDate }), { name: 'customer.vcf', version: customer.version });
}

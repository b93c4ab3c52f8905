import type { CreateCustomer, StoredCustomer } from '../../customer/customer.schema.ts';
import { writtenOf } from '../../customer/settle.ts';
import { asText } from '../as-text.ts';
import { csv, ndjson } from './generic.ts';
import { unguarded } from './unguarded.ts';
import { emptyDraft, normalised, oneRow, type Preset, rules } from './preset.ts';

const common = { headerRows: 1, asks: [], source: 'import', nameColumns: oneRow } as const;

/** Fields of a body that a customer says itself, with the columns that an export of ours gives them. */
const sent = {
  externalIds: 'external_ids',
  type: 'type',
  firstName: 'first_name',
  lastName: 'last_name',
  businessName: 'business_name',
  salutation: 'salutation',
  emails: 'emails',
  phones: 'phones',
  addresses: 'addresses',
  preferences: 'preferences',
  demographics: 'demographics',
  doNotContact: 'do_not_contact',
  status: 'status',
  statusReason: 'status_reason',
  accountTier: 'account_tier',
  group: 'group',
  industry: 'industry',
  ownerId: 'owner_id',
  source: 'source',
  socialProfiles: 'social_profiles',
  tags: 'tags',
  notes: 'notes',
  data: 'data',
  custom: 'custom',
} as const satisfies Partial<Record<keyof CreateCustomer, string>>;
/** Of these a cell holds JSON. */
const asJson: ReadonlySet<string> = new Set(
  'externalIds emails phones addresses preferences demographics doNotContact accountTier source socialProfiles tags data custom consents'.split(
    ' ',
  ),
);
const columnsOfOurs = { ...sent, consents: 'consents' };

function ofCells(values: Record<string, unknown>): Record<string, unknown> {
  const said = Object.entries(columnsOfOurs).flatMap(([field, column]) => {
    const text = unguarded(asText(values[column]));
    return text === '' ? [] : [[field, asJson.has(field) ? (JSON.parse(text) as unknown) : text]];
  });
  return Object.fromEntries(said) as Record<string, unknown>;
}

const ofRecord = (raw: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(columnsOfOurs).flatMap((field) => (field in raw ? [[field, raw[field]]] : [])));

/** As the customer would be written down: addresses under new ids, as they were entered there. */
function asWritten(said: Record<string, unknown>): Record<string, unknown> {
  const { addresses, consents } = said as Pick<StoredCustomer, 'addresses'> & { consents?: unknown };
  const { addresses: written, ...body } = writtenOf(said as Partial<StoredCustomer>) as { addresses?: object[] };
  return {
    ...body,
    ...(written && {
      addresses: written.map((one, at) => {
        const { addressId: _, ...entered } = one as { addressId?: string };
        return { ...entered, raw: addresses?.[at]?.raw };
      }),
    }),
    ...(consents !== undefined && { consents }),
  };
}

/** What an export of ours has written: whole records as NDJSON, the same in columns. */
const heed: Preset = {
  ...common,
  name: 'heed',
  description:
    'What an export of Heed has written, of another company or this one: contact data, preferences, do-not-contact and consents are all in it.',
  known: ['customerid', 'displayname'],
  columns: new Map(),
  direct: (values, raw) => ({
    ...emptyDraft(),
    body: asWritten('customerId' in values ? ofRecord(raw as Record<string, unknown>) : ofCells(values)),
  }),
};

/** Contacts as HubSpot exports them. */
const hubspot: Preset = {
  ...common,
  name: 'hubspot',
  description: 'Contacts of HubSpot. What the mapping does not name is kept in `data`.',
  known: ['recordid', 'firstname', 'lastname', 'email'],
  columns: rules({
    'Record ID': 'externalId',
    'First Name': 'firstName',
    'Last Name': 'lastName',
    Salutation: 'salutation',
    Email: 'email',
    'Work email': 'email.work',
    'Phone Number': 'phone',
    'Mobile Phone Number': 'phone.mobile',
    'Street Address': 'address.line1',
    'Street Address 2': 'address.line2',
    City: 'address.city',
    'State/Region': 'address.state',
    'Postal Code': 'address.postalCode',
    'Country/Region': 'address.country',
    'Preferred language': 'preferences.language',
    'Date of birth': 'demographics.birthDate',
    'Job Title': 'demographics.occupation',
    'Unsubscribed from all email': 'ignore',
  }),
  adjust(draft, named) {
    // Whoever said no to all mail there is not written to here.
    const said = asText(named.get(normalised('Unsubscribed from all email'))).trim();
    if (/^(?:true|yes)$/i.test(said)) draft.fields['consent.marketing.email'] = 'withdrawn';
  },
};

/** Contacts as Salesforce reports and its export service write them. */
const salesforce: Preset = {
  ...common,
  name: 'salesforce',
  description: 'Contacts of Salesforce. What the mapping does not name is kept in `data`.',
  known: ['contactid', 'firstname', 'lastname', 'mailingcity'],
  columns: rules({
    'Contact ID': 'externalId',
    Salutation: 'salutation',
    'First Name': 'firstName',
    'Last Name': 'lastName',
    Email: 'email',
    Phone: 'phone.work',
    'Mobile Phone': 'phone.mobile',
    'Home Phone': 'phone.home',
    'Mailing Street': 'address.line1',
    'Mailing City': 'address.city',
    'Mailing State/Province': 'address.state',
    'Mailing Zip/Postal Code': 'address.postalCode',
    'Mailing Country': 'address.country',
    Birthdate: 'demographics.birthDate',
    Title: 'demographics.occupation',
    'Email Opt Out': 'ignore',
    'Do Not Call': 'ignore',
  }),
  adjust(draft, named) {
    const saysNo = (column: string): boolean => /^(?:true|yes|1)$/i.test(asText(named.get(normalised(column))).trim());
    if (saysNo('Email Opt Out')) draft.fields['consent.marketing.email'] = 'withdrawn';
    if (saysNo('Do Not Call')) draft.fields['consent.marketing.phone'] = 'denied';
  },
};

/** Where files of customers may come from. */
export const customerPresets: Readonly<Record<string, Preset>> = { csv, ndjson, heed, hubspot, salesforce };

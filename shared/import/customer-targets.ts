import { channels, purposes } from '../consent/consent.schema.ts';

type ConsentTarget = `consent.${(typeof purposes)[number]}.${(typeof channels)[number]}`;
const consents = purposes.flatMap((purpose) =>
  channels.map((channel): ConsentTarget => `consent.${purpose}.${channel}`),
);

/** Fields of a customer that a column may become, by their dotted names. */
const fields = [
  'externalId',
  'type',
  'name',
  'firstName',
  'lastName',
  'businessName',
  'salutation',
  'email',
  'email.personal',
  'email.work',
  'email.billing',
  'phone',
  'phone.mobile',
  'phone.home',
  'phone.work',
  'address.line1',
  'address.line2',
  'address.city',
  'address.state',
  'address.postalCode',
  'address.country',
  'preferences.language',
  'preferences.timeZone',
  'preferences.preferredMethod',
  'preferences.frequency',
  'demographics.birthDate',
  'demographics.gender',
  'demographics.occupation',
  'status',
  'statusReason',
  'accountTier',
  'group',
  'industry',
  'ownerId',
  'notes',
  'doNotContact',
  'doNotContact.reason',
] as const;

export const customerTargets = [...fields, 'custom', 'tags', 'data', 'ignore', ...consents] as const;
export type CustomerTarget = (typeof fields)[number] | 'custom' | 'tags' | 'data' | 'ignore' | ConsentTarget;

import type { CurrentConsent } from '../consent/consent.schema.ts';
import type { Customer } from '../customer/customer.schema.ts';
import { type Column, json } from './columns.ts';

/** A customer as an export writes it: with what holds of their consents. */
export type ExportedCustomer = Customer & { consents?: CurrentConsent[] };

const primary = <T extends { primary: boolean }>(all: readonly T[] = []): T | undefined =>
  all.find((one) => one.primary);
const jsonOfSome = (all: readonly unknown[] = []): string | undefined => (all.length > 0 ? json(all) : undefined);

/** The columns of exported customers: what is read first in columns of its own, whole lists as JSON, from which an import makes the same customer. */
export const customerColumns = {
  customer_id: ['STRING', ({ customerId }) => customerId],
  type: ['STRING', ({ type }) => type],
  display_name: ['STRING', ({ displayName }) => displayName],
  first_name: ['STRING', ({ firstName }) => firstName],
  last_name: ['STRING', ({ lastName }) => lastName],
  business_name: ['STRING', ({ businessName }) => businessName],
  salutation: ['STRING', ({ salutation }) => salutation],
  status: ['STRING', ({ status }) => status],
  status_reason: ['STRING', ({ statusReason }) => statusReason],
  email: ['STRING', ({ emails }) => primary(emails)?.address],
  phone: ['STRING', ({ phones }) => primary(phones)?.number],
  city: ['STRING', ({ addresses }) => primary(addresses)?.city],
  country: ['STRING', ({ addresses }) => primary(addresses)?.country],
  tier: ['STRING', ({ accountTier }) => accountTier?.value],
  group: ['STRING', ({ group }) => group],
  industry: ['STRING', ({ industry }) => industry],
  owner_id: ['STRING', ({ ownerId }) => ownerId],
  do_not_contact: ['STRING', ({ doNotContact }) => json(doNotContact)],
  consents: ['STRING', ({ consents }) => jsonOfSome(consents)],
  emails: ['STRING', ({ emails }) => json(emails)],
  phones: ['STRING', ({ phones }) => json(phones)],
  addresses: ['STRING', ({ addresses }) => json(addresses)],
  preferences: ['STRING', ({ preferences }) => json(preferences)],
  demographics: ['STRING', ({ demographics }) => json(demographics)],
  account_tier: ['STRING', ({ accountTier }) => json(accountTier)],
  source: ['STRING', ({ source }) => json(source)],
  external_ids: ['STRING', ({ externalIds }) => json(externalIds)],
  social_profiles: ['STRING', ({ socialProfiles }) => json(socialProfiles)],
  tags: ['STRING', ({ tags }) => json(tags)],
  notes: ['STRING', ({ notes }) => notes],
  data: ['STRING', ({ data }) => json(data)],
  custom: ['STRING', ({ custom }) => json(custom)],
  created_at: ['TIMESTAMP', ({ createdAt }) => createdAt],
  updated_at: ['TIMESTAMP', ({ updatedAt }) => updatedAt],
  version: ['INT32', ({ version }) => version],
} as const satisfies Record<string, Column<ExportedCustomer>>;

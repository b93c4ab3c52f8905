import type { Id } from '../kernel/id-kinds.ts';
import { partOf } from '../kernel/json.ts';
import { defineStore } from '../kernel/store.ts';
import { Consent, StoredConsent } from './consent.schema.ts';

/** Begins the ids of the entries of a customer's ledger. */
export const ledgerOf = (customerId: Id<'customer'>): string => `${customerId}:`;

/** Where an entry lies, by the parts of its id: in its customer's ledger, by the instant that its own id carries. */
const placeOf = (entryId: string): [ledger: string, entry: string] => {
  const [customerId = '', consentId = ''] = entryId.split(':');
  return [`ccs#${customerId}`, consentId];
};

export const consents = defineStore('consent', StoredConsent, {
  id: 'entryId',
  key: { pk: ({ entryId }) => placeOf(entryId)[0], sk: ({ entryId }) => placeOf(entryId)[1] },
  indexes: {},
  shown: (entry): Consent => {
    const shown = partOf(Consent, entry);
    return { ...shown, ...(entry.endsAt !== undefined && { expiresAt: entry.endsAt }) };
  },
  // A second row with a person's number would outlive its erasure.
  repeated: ({ entryId }) => ({ entryId }),
});

import { defineEvents } from '../kernel/events.ts';
import { AddressRecord, addressFacts } from './contact-preference.schema.ts';

/** Events name an address by its fingerprint only. */
export const contactPreferenceEvents = defineEvents('address', AddressRecord, {
  id: 'addressId',
  actions: {
    change: ['ContactPreferencesChanged', 'Something new is known of whether an address may be written to.'],
  },
  facts: addressFacts,
  derived: ['addressId', 'createdAt', 'createdBy', ...addressFacts.map((fact) => `${fact}At`)],
});

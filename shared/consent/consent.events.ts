import { defineEvents } from '../kernel/events.ts';
import { StoredConsent } from './consent.schema.ts';

export const consentEvents = defineEvents('consent', StoredConsent, {
  id: 'consentId',
  actions: {
    create: ['ConsentChanged', 'A consent was granted, denied or withdrawn.'],
    ask: ['ConsentAsked', 'A customer is asked by mail for a consent; until they agree it counts as no.'],
  },
  facts: ['customerId', 'purpose', 'channel', 'state', 'basis', 'endsAt'],
  derived: ['entryId', 'address'],
  readBy: 'consent:read',
});

import { defineEvents } from '../kernel/events.ts';
import { StoredConsent } from './consent.schema.ts';

export const consentEvents = defineEvents('consent', StoredConsent, {
  id: 'consentId',
  actions: { create: ['ConsentChanged', 'A consent was granted, denied or withdrawn.'] },
  facts: ['customerId', 'purpose', 'channel', 'state', 'basis', 'endsAt'],
  derived: ['entryId'],
  readBy: 'consent:read',
});

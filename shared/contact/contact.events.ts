import { defineEvents } from '../kernel/events.ts';
import { StoredContact } from './contact.schema.ts';

export const contactEvents = defineEvents('contact', StoredContact, {
  id: 'contactId',
  actions: {
    create: ['ContactCreated', 'A contact was written down.'],
    edit: ['ContactChanged', 'Somebody changed what a contact says, or gave them a position.'],
    endPosition: ['PositionEnded', 'A position of a contact was given an end.'],
    delete: ['ContactDeleted', 'A contact was deleted, by somebody or because the person was erased.'],
  },
  // Of a merge alone the customers are told.
  silent: ['move'],
  derived: ['displayName'],
  facts: ['customerId'],
  readBy: 'customers:read',
});

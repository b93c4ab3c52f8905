import { besideRows } from '../kernel/beside-rows.ts';
import { defineStore } from '../kernel/store.ts';
import { StoredContact } from './contact.schema.ts';
import { placesOf } from './places.ts';

export const contacts = defineStore('contact', StoredContact, {
  id: 'contactId',
  key: { pk: () => 'con', sk: ({ contactId }) => contactId },
  indexes: {},
  search: ({ displayName, emails = [], phones = [] }) => [
    displayName,
    ...emails.map(({ address }) => address),
    ...phones.flatMap(({ number, national }) => [number, national]),
  ],
  // Whoever repeats a request is answered with the contact as it is then: no second row holds a person's data.
  repeated: ({ contactId }) => ({ contactId }),
  beside: (ctx, after, before) => besideRows(placesOf(ctx, after), placesOf(ctx, before)),
});

import { defineStore } from '../kernel/store.ts';
import { AddressRecord } from './contact-preference.schema.ts';

export const addresses = defineStore('address', AddressRecord, {
  id: 'addressId',
  // As `addressRowKey` of surveys, which reads the row together with others.
  key: { pk: ({ addressId }) => `addr#@${addressId.slice('address_'.length)}`, sk: () => 'status' },
  indexes: {},
});

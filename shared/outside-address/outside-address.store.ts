import type { Context } from '../kernel/context.ts';
import { deterministicId } from '../kernel/ids.ts';
import { defineStore } from '../kernel/store.ts';
import { addressKey, OutsideAddress } from './outside-address.schema.ts';

export const MOST_ADDRESSES = 500;

export const outsideAddresses = defineStore('outsideAddress', OutsideAddress, {
  id: 'addressId',
  key: { pk: () => 'oad', sk: ({ addressId }) => addressId },
  indexes: {},
  order: 'asc',
  atMost: { records: MOST_ADDRESSES, called: 'outside addresses' },
});

const BEGINNING = new Date(0);

/** The id of an address in a company: it follows from both, so that an address is one record however often it is named. */
export const addressIdOf = ({ companyId }: Pick<Context, 'companyId'>, email: string): OutsideAddress['addressId'] =>
  deterministicId('outsideAddress', BEGINNING, `${companyId}#${addressKey(email)}`);

import { pick } from '../kernel/json.ts';
import type { Stored } from '../kernel/store.ts';
import type { StoredCustomer } from './customer.schema.ts';

/** What is left of a customer who is erased or merged: that there was one, and who made it and ended it when. */
export const bare = (customer: Stored<StoredCustomer>): Stored<StoredCustomer> => ({
  ...pick(customer, [
    'customerId',
    'companyId',
    'version',
    'revision',
    'createdAt',
    'updatedAt',
    'createdBy',
    'type',
    'status',
  ]),
  lastActor: customer.lastActor,
  lastAction: customer.lastAction,
  lastRequestId: customer.lastRequestId,
  displayName: '-',
  source: { type: 'other' },
});

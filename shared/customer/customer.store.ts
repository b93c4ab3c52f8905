import { keyPart } from '../kernel/ids.ts';
import { partOf } from '../kernel/json.ts';
import { defineStore } from '../kernel/store.ts';
import { Customer, StoredCustomer } from './customer.schema.ts';
import { customerPart, LIST, LIST_SHARDS } from './customer.keys.ts';
import { externalIdWrites } from './external-ids.ts';
import { historyWrites } from './history.ts';
import { tokenWrites } from './token-rows.ts';

const byChange = ({ updatedAt, customerId }: StoredCustomer): string => `${updatedAt}#${customerId}`;

export const customers = defineStore('customer', StoredCustomer, {
  id: 'customerId',
  key: { pk: ({ customerId }) => customerPart(customerId), sk: ({ customerId }) => customerId },
  indexes: {
    recent: { on: 'gsi2', shards: LIST_SHARDS, pk: () => LIST, sk: byChange },
    inOrder: { on: 'gsi6', shards: LIST_SHARDS, pk: () => 'cus', sk: ({ customerId }) => customerId, order: 'asc' },
    ofOwner: { on: 'gsi5', pk: ({ ownerId }) => ownerId && `own#${keyPart(ownerId)}#cus`, sk: byChange },
  },
  due: ({ lookAt }) => lookAt,
  shown: (customer): Customer => partOf(Customer, customer),
  // Whoever repeats a request is answered with the customer as it is then: no second row holds a person's data.
  repeated: ({ customerId }) => ({ customerId }),
  beside: (ctx, after, before) => [
    ...externalIdWrites(ctx, after, before),
    ...tokenWrites(ctx, after, before),
    ...historyWrites(ctx, after, before),
  ],
});

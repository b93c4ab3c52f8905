import { defineEvents } from '../kernel/events.ts';
import { StoredCustomer } from './customer.schema.ts';

export const customerEvents = defineEvents('customer', StoredCustomer, {
  id: 'customerId',
  actions: {
    create: ['CustomerCreated', 'A customer was written down.'],
    edit: ['CustomerChanged', 'Somebody changed what a customer says; `changedKeys` tells which fields.'],
    status: ['CustomerStatusChanged', 'A customer became active or inactive, was suspended, or left.'],
    preferences: ['PreferencesChanged', 'The preferences of a customer were replaced.'],
    doNotContact: ['DoNotContactChanged', 'Every sender was stopped for a customer, or may write to them again.'],
    delete: ['CustomerDeleted', 'A customer was deleted; it can be restored for 30 days.'],
    restore: ['CustomerRestored', 'A deleted customer was restored.'],
    merge: ['CustomerMerged', 'Others were merged into a customer; `mergedFrom` names all who ever were.'],
    unmerge: ['CustomerMergeUndone', 'A merge was undone; told of each customer that there is again.'],
    erase: ['CustomerErased', 'All that was known of a customer was erased for good.'],
  },
  silent: ['absorb'],
  derived: ['wordsBehind', 'displayName', 'mergedInto', 'mergedBy'],
  facts: ['type', 'status', 'ownerId', 'group', 'industry', 'churnedAt', 'mergedFrom'],
  readBy: 'customers:read',
});

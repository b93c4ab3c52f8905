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
    acknowledge: ['PolicyAcknowledged', 'A customer has acknowledged a version of the policy.'],
    restrict: ['CustomerRestricted', 'A customer’s data is kept and not used: every sender is stopped.'],
    unrestrict: ['CustomerUnrestricted', 'A restriction of a customer’s data was ended.'],
    delete: ['CustomerDeleted', 'A customer was deleted; it can be restored for 30 days.'],
    restore: ['CustomerRestored', 'A deleted customer was restored.'],
    merge: ['CustomerMerged', 'Others were merged into a customer; `mergedFrom` names all who ever were.'],
    unmerge: ['CustomerMergeUndone', 'A merge was undone; told of each customer that there is again.'],
    erase: ['CustomerErased', 'All that was known of a customer was erased for good.'],
  },
  // An import tells nobody unless it is asked to: of 100 000 customers written down at once.
  silent: ['import', 'bought', 'absorb'],
  derived: ['wordsBehind', 'lookAt', 'displayName', 'lastPurchaseAt', 'mergedInto', 'mergedBy'],
  facts: ['type', 'status', 'ownerId', 'group', 'industry', 'churnedAt', 'mergedFrom'],
  readBy: 'customers:read',
});

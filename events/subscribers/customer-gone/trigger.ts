import { defineSubscriber } from '../../define.ts';

/** Ends what depends on a customer who was deleted or erased: the positions of contacts at a business. */
export const trigger = defineSubscriber({
  area: 'crm',
  name: 'customer-gone',
  on: ['CustomerDeleted', 'CustomerErased'],
  needs: { table: 'write' },
  maxConcurrency: 5,
  // A business has many contacts, who are changed one after the other.
  timeoutSeconds: 120,
});

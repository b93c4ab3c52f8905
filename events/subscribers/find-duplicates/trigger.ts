import { defineSubscriber } from '../../define.ts';

/** Looks for who may be the same as a customer that was made or changed. */
export const trigger = defineSubscriber({
  area: 'crm',
  name: 'find-duplicates',
  on: [
    'CustomerCreated',
    'CustomerChanged',
    'CustomerRestored',
    'CustomerMerged',
    'CustomerMergeUndone',
    'CustomerDeleted',
    'CustomerErased',
  ],
  needs: { table: 'write' },
  maxConcurrency: 5,
});

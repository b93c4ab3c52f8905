import { defineSubscriber } from '../../define.ts';

/** Counts purchases with their customers, and makes the scores of customers anew with whom something happened. */
export const trigger = defineSubscriber({
  area: 'crm',
  name: 'customer-scores',
  on: [
    'PurchaseRecorded',
    'ServiceRecorded',
    'PurchaseReturned',
    'PurchaseChanged',
    'FeedbackReceived',
    'FeedbackEdited',
    'FeedbackExcluded',
    'FeedbackIncluded',
    'FeedbackDeleted',
    'FeedbackRestored',
    'CustomerRestored',
    'CustomerRestricted',
    'CustomerUnrestricted',
    'CustomerMerged',
    'CustomerMergeUndone',
    'CustomerErased',
    'ConsentChanged',
  ],
  needs: { table: 'write' },
  // Nobody waits for a score: many events are read together, and leave the table to everybody else.
  batchSize: 50,
  maxConcurrency: 2,
});

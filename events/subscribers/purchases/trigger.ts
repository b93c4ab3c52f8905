import { defineSubscriber } from '../../define.ts';

/** What follows from a purchase or a service: its customer is active, and survey triggers hear of it. */
export const trigger = defineSubscriber({
  area: 'crm',
  name: 'purchases',
  on: ['PurchaseRecorded', 'ServiceRecorded'],
  needs: { table: 'write' },
  maxConcurrency: 10,
});

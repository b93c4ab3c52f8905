import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import { activityOf } from '../customer/activity.ts';
import { customers } from '../customer/customer.store.ts';
import { dueRecords } from '../kernel/due-records.ts';
import { CLAIM } from '../kernel/events.ts';
import { timelineOf } from './timeline.ts';

const LEASE_MS = 60_000;

/**
 * Customers of whom it is to be looked at whether they are still active: whoever bought, had a service or said something within
 * the time that the settings name is, whoever did not is inactive. A change of the status is told once, as an event.
 */
export const dueCustomers = dueRecords(customers, {
  leaseMs: LEASE_MS,
  action: (before, after) => (before.status === after.status ? CLAIM : 'status'),
  act: async (ctx, customer) => {
    const [settings, { items }] = await Promise.all([
      readCrmSettings(ctx),
      timelineOf(ctx, customers.publicOf(customer), { kinds: ['feedback', 'purchase'], limit: 1 }),
    ]);
    return activityOf(ctx, items[0]?.at, settings);
  },
});

import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import type { Context } from '../kernel/context.ts';
import type { DueKind } from '../kernel/due.ts';
import { dueRecords } from '../kernel/due-records.ts';
import { CLAIM } from '../kernel/events.ts';
import type { Stored } from '../kernel/store.ts';
import { activityOf } from './activity.ts';
import type { Customer, StoredCustomer } from './customer.schema.ts';
import { customers } from './customer.store.ts';

const LEASE_MS = 60_000;

/** When a customer bought or said something last; undefined where nothing is known to have happened. */
type LastOf = (ctx: Context, customer: Customer) => Promise<string | undefined>;

/**
 * Customers of whom it is to be looked at whether they are still active: whoever bought, had a service or said something within
 * the time that the settings name is, whoever did not is inactive. A change of the status is told once, as an event.
 */
export const dueActivity = (lastOf: LastOf): DueKind<Stored<StoredCustomer>> =>
  dueRecords(customers, {
    leaseMs: LEASE_MS,
    action: (before, after) => (before.status === after.status ? CLAIM : 'status'),
    act: async (ctx, customer) => {
      const [settings, lastAt] = await Promise.all([readCrmSettings(ctx), lastOf(ctx, customers.publicOf(customer))]);
      return activityOf(ctx, lastAt, settings);
    },
  });

import { dueRecords } from '../kernel/due-records.ts';
import { CLAIM } from '../kernel/events.ts';
import { isOpen, waitingReminders } from './clock.ts';
import { dataRequests } from './data-request.store.ts';

const LEASE_MS = 60_000;

/**
 * Reminds of a request 7 days before it is to be answered, a day before, and when its time is up: each once, as an event. Of several
 * that have passed at once the latest is told.
 */
export const dueDataRequests = dueRecords(dataRequests, {
  leaseMs: LEASE_MS,
  action: (_, after) => (isOpen(after) ? 'remind' : CLAIM),
  act: async (ctx, request) => {
    const now = ctx.now.toISOString();
    const last = waitingReminders(request).findLast(({ at }) => at <= now);
    return { remindedTo: now, ...(last && { reminder: last.reminder }) };
  },
});

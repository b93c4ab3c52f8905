import type { Run } from '../report-run/run.schema.ts';
import type { Delivery } from './delivery.schema.ts';

const out = new Set<Delivery['state']>(['sent', 'delivered', 'bounced', 'complained']);

/** How a run's deliveries stand: `sent` are all that the mail service took, whatever became of them. */
export function countsOf(all: readonly Pick<Delivery, 'state'>[]): Run['counts'] {
  const count = (...states: Delivery['state'][]): number => all.filter(({ state }) => states.includes(state)).length;
  return {
    recipients: all.length,
    sent: all.filter(({ state }) => out.has(state)).length,
    delivered: count('delivered', 'complained'),
    bounced: count('bounced'),
    failed: count('failed', 'unresolved'),
    suppressed: count('suppressed'),
  };
}

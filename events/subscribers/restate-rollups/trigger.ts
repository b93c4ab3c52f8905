import type { DomainEventName } from '../../../shared/domain-events.ts';
import { DASHBOARD_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineSubscriber } from '../../define.ts';

/**
 * Counts a company's records again as soon as its days change, which the hourly sweep would do, too, or as soon as a
 * reconcile finds a difference, which the nightly one would.
 */
export const trigger = defineSubscriber({
  area: 'insight',
  name: 'restate-rollups',
  on: ['CompanyDaysChanged', 'NumbersDrifted'] satisfies DomainEventName[],
  needs: { table: 'write', sendsTo: [DASHBOARD_QUEUE] },
  batchSize: 1,
  timeoutSeconds: 840,
});

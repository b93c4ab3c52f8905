import { metricsEvents } from '../../../shared/metrics/metrics.events.ts';
import { defineSubscriber } from '../../define.ts';

/** Counts a company's records by its new days as soon as they change; the hourly sweep would do it, too. */
export const trigger = defineSubscriber({
  name: 'restate-rollups',
  on: Object.keys(metricsEvents),
  needs: { table: 'write' },
  batchSize: 1,
  timeoutSeconds: 840,
});

import { DAYS_CHANGED } from '../../../shared/metrics/days-changed.ts';
import { defineSubscriber } from '../../define.ts';

/** Counts a company's records by its new days as soon as they change; the hourly sweep would do it, too. */
export const trigger = defineSubscriber({
  name: 'restate-rollups',
  on: [DAYS_CHANGED],
  needs: { table: 'write' },
  batchSize: 1,
  timeoutSeconds: 840,
});

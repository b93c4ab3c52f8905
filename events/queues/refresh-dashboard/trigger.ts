import { DASHBOARD_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineQueue } from '../../define.ts';

/** Makes dashboards anew that somebody looks at, because counters have moved. */
export const trigger = defineQueue({
  area: 'insight',
  name: DASHBOARD_QUEUE,
  lanes: { watched: { batchSize: 10, maxConcurrency: 5, alarmAfterSeconds: 60 } },
  needs: { table: 'write', secret: true },
  timeoutSeconds: 60,
});

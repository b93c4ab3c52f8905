import { COUNTING_QUEUE, DASHBOARD_QUEUE, MARKS_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineQueue } from '../../define.ts';

/**
 * Counts records of imports, up to 1 000 at a time: all that touch the same counters become one addition. Each worker
 * more wants the same counters, so there are as few as Lambda allows.
 */
export const trigger = defineQueue({
  area: 'platform',
  name: COUNTING_QUEUE,
  lanes: { backlog: { batchSize: 10, maxConcurrency: 2, alarmAfterSeconds: 3_600 } },
  needs: { table: 'write', quarantine: true, sendsTo: [MARKS_QUEUE, DASHBOARD_QUEUE] },
  timeoutSeconds: 180,
});

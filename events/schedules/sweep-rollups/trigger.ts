import { DASHBOARD_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineSchedule } from '../../define.ts';

/** Counts what the stream missed in the last two hours of this month's and last month's records, and restates all after a change of the time zone. */
export const trigger = defineSchedule({
  area: 'insight',
  name: 'sweep-rollups',
  every: 'rate(1 hour)',
  needs: { table: 'write', sendsTo: [DASHBOARD_QUEUE] },
  timeoutSeconds: 840,
});

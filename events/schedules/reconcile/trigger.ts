import { DASHBOARD_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineSchedule } from '../../define.ts';

/** Compares all numbers with the records at night, alarms on a difference, and counts what was missed. */
export const trigger = defineSchedule({
  area: 'insight',
  name: 'reconcile',
  every: 'cron(20 2 * * ? *)',
  needs: { table: 'write', secret: true, sendsTo: [DASHBOARD_QUEUE] },
  timeoutSeconds: 840,
});

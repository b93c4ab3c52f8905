import { defineSchedule } from '../../define.ts';

/** Counts each hour how many webhooks there are and how many of their receivers fail: when many do, the fault may be ours. */
export const trigger = defineSchedule({
  area: 'platform',
  name: 'webhook-health',
  every: 'rate(1 hour)',
  needs: { table: 'read' },
  timeoutSeconds: 280,
});

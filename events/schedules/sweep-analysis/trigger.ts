import { defineSchedule } from '../../define.ts';

export const trigger = defineSchedule({
  area: 'voice',
  name: 'sweep-analysis',
  every: 'rate(5 minutes)',
  needs: { table: 'write', comprehend: true },
  timeoutSeconds: 280,
});

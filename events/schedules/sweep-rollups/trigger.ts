import { defineSchedule } from '../../define.ts';

/** Counts what the stream missed in the last two hours of this month's and last month's records, and restates all after a change of the time zone. */
export const trigger = defineSchedule({
  area: 'insight',
  name: 'sweep-rollups',
  every: 'rate(1 hour)',
  needs: { table: 'write' },
  timeoutSeconds: 840,
});

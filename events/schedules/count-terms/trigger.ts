import { defineSchedule } from '../../define.ts';

/**
 * Every night: counts in how many texts each term stands, for the companies for which that was not done since Monday. What
 * one night does not reach, the next one does.
 */
export const trigger = defineSchedule({
  area: 'insight',
  name: 'count-terms',
  every: 'cron(40 3 * * ? *)',
  needs: { table: 'write' },
  timeoutSeconds: 840,
  // A million terms and how often they were met.
  memoryMb: 1024,
});

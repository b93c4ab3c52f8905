import { defineSchedule } from '../../define.ts';

/**
 * Every night: looks for emerging topics of the companies for which that was not done since Monday. What one night does not
 * reach, the next one does.
 */
export const trigger = defineSchedule({
  area: 'insight',
  name: 'weekly-topics',
  every: 'cron(10 4 * * ? *)',
  needs: { table: 'write' },
  timeoutSeconds: 840,
  // The phrases of 20 000 texts, or those of sixteen weeks.
  memoryMb: 1024,
});

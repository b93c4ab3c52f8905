import { defineSchedule } from '../../define.ts';

/**
 * Every quarter of an hour, ten minutes after it: what ends with a company's day. All time zones begin their days on a
 * quarter of an hour.
 */
export const trigger = defineSchedule({
  area: 'insight',
  name: 'close-day',
  every: 'cron(10/15 * * * ? *)',
  needs: { table: 'write' },
  timeoutSeconds: 600,
});

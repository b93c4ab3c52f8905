import { defineSchedule } from '../../define.ts';

/** Every minute: sends, reminds and expires surveys that are due, opens and ends alerts, tells of them together, reminds of follow-ups, and evaluates rules on numbers. What one run cannot finish, the next one takes up. */
export const trigger = defineSchedule({
  area: 'voice',
  name: 'dispatch-due',
  every: 'rate(1 minute)',
  needs: { table: 'write', ses: true, secret: true },
  timeoutSeconds: 110,
});

import { defineSchedule } from '../../define.ts';

/** Every quarter of an hour: makes the reviews that are due by the clocks of their companies, and mails the weekly digest. */
export const trigger = defineSchedule({
  area: 'care',
  name: 'reviews',
  every: 'rate(15 minutes)',
  needs: { table: 'write', ses: true, secret: true },
  timeoutSeconds: 840,
});

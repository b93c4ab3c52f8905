import { defineSchedule } from '../../define.ts';

/** Every five minutes: makes the scores of customers anew whose night it is, or of whom many records have changed. */
export const trigger = defineSchedule({
  area: 'crm',
  name: 'score-customers',
  every: 'rate(5 minutes)',
  needs: { table: 'write' },
  timeoutSeconds: 290,
});

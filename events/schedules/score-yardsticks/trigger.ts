import { defineSchedule } from '../../define.ts';

/**
 * Every night, before scores are made anew: how the customers of each company buy, with which each of them is compared, and
 * whether what is counted of some of them is what their purchases say.
 */
export const trigger = defineSchedule({
  area: 'crm',
  name: 'score-yardsticks',
  every: 'cron(10 0 * * ? *)',
  needs: { table: 'write' },
  timeoutSeconds: 840,
  // Of 100 000 customers what each bought in brief.
  memoryMb: 1024,
});

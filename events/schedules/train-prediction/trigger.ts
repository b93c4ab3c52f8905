import { defineSchedule } from '../../define.ts';

/**
 * Every hour: trains the prediction of satisfaction of the companies for which it is past two at night and that was not done
 * today. What one hour does not reach, the next one does.
 */
export const trigger = defineSchedule({
  area: 'insight',
  name: 'train-prediction',
  every: 'cron(5 * * * ? *)',
  needs: { table: 'write' },
  timeoutSeconds: 840,
  // What is known of 60 000 records.
  memoryMb: 1024,
});

import { LOOP_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineQueue } from '../../define.ts';

/**
 * Tells people what became of their feedback. Two at a time, each at a third of the rate of surveys, which keep theirs:
 * 1 000 people take about four minutes, and a long queue is no reason to ring before an hour.
 */
export const trigger = defineQueue({
  area: 'voice',
  name: LOOP_QUEUE,
  lanes: { new: { batchSize: 1, maxConcurrency: 2, alarmAfterSeconds: 3_600 } },
  needs: { table: 'write', ses: true, secret: true },
  timeoutSeconds: 120,
});

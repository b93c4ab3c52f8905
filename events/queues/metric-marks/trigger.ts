import { MARKS_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineQueue } from '../../define.ts';

/** Notes which rules are to be evaluated for which keys, because their numbers have moved. */
export const trigger = defineQueue({
  area: 'platform',
  name: MARKS_QUEUE,
  lanes: { moved: { batchSize: 10, maxConcurrency: 5, alarmAfterSeconds: 60 } },
  needs: { table: 'write' },
  timeoutSeconds: 60,
});

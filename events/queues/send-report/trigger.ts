import { SEND_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineQueue } from '../../define.ts';

/** Mails runs of reports. Two at a time, each at a third of the rate of surveys, which keep theirs. */
export const trigger = defineQueue({
  area: 'insight',
  name: SEND_QUEUE,
  lanes: { new: { batchSize: 1, maxConcurrency: 2, alarmAfterSeconds: 3_600 } },
  needs: { table: 'write', ses: true, secret: true, files: 'read' },
  timeoutSeconds: 300,
});

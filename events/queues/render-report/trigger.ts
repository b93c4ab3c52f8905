import { RENDER_QUEUE, SEND_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { printingFiles } from '../../../web/report/printing-files.ts';
import { defineQueue } from '../../define.ts';

/** Computes and prints runs of reports, one at a time in a process, and hands them on to be sent. */
export const trigger = defineQueue({
  area: 'insight',
  name: RENDER_QUEUE,
  lanes: { new: { batchSize: 1, maxConcurrency: 5, alarmAfterSeconds: 900 } },
  needs: { table: 'write', secret: true, files: 'write', sendsTo: [SEND_QUEUE] },
  files: printingFiles,
  timeoutSeconds: 210,
  memoryMb: 1_536,
});

import { placesFiles } from '../../../shared/address/known-places.ts';
import { JOB_QUEUE, WEBHOOK_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineQueue } from '../../define.ts';

/**
 * Works on what people have started in the background. A message names a job, one an invocation, and the last of its
 * work is to call the next one. Messages may be delayed by 15 minutes after failures, which is no reason to ring.
 */
export const trigger = defineQueue({
  area: 'platform',
  name: JOB_QUEUE,
  lanes: { run: { batchSize: 1, maxConcurrency: 5, alarmAfterSeconds: 1_500 } },
  needs: {
    table: 'write',
    comprehend: true,
    secret: true,
    publicUrl: true,
    files: 'write',
    // Whose customer is erased.
    documents: 'write',
    sendsTo: [JOB_QUEUE, WEBHOOK_QUEUE],
  },
  timeoutSeconds: 120,
  // A workbook of 20 MB is held as a whole.
  memoryMb: 1_024,
  // Imported customers have addresses.
  files: placesFiles,
});

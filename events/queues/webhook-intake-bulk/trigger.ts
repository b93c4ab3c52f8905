import { WEBHOOK_BULK_QUEUE, WEBHOOK_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineQueue } from '../../define.ts';

/**
 * Puts the deliveries of companies of which many events come at once, as in an import. Two messages at a time, whatever
 * waits, and companies in turn; a long queue is no reason to ring before an hour.
 */
export const trigger = defineQueue({
  area: 'platform',
  name: WEBHOOK_BULK_QUEUE,
  lanes: { bulk: { batchSize: 1, maxConcurrency: 2, alarmAfterSeconds: 3_600 } },
  needs: { table: 'write', sendsTo: [WEBHOOK_QUEUE] },
  timeoutSeconds: 60,
});

import { WEBHOOK_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineQueue } from '../../define.ts';

/**
 * Sends what waits for an endpoint. Messages name endpoints, one an invocation: a receiver that is slow holds up nobody
 * else's. They may be delayed by 15 minutes, which is no reason to ring.
 */
export const trigger = defineQueue({
  area: 'platform',
  name: WEBHOOK_QUEUE,
  lanes: { wake: { batchSize: 1, maxConcurrency: 20, alarmAfterSeconds: 1_500 } },
  needs: { table: 'write', secret: true, publicUrl: true, sendsTo: [WEBHOOK_QUEUE] },
  timeoutSeconds: 60,
});

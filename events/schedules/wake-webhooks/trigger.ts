import { WEBHOOK_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineSchedule } from '../../define.ts';

/** Every minute: has the endpoints looked at whose message was lost, or whose time is further away than one can wait. */
export const trigger = defineSchedule({
  area: 'platform',
  name: 'wake-webhooks',
  every: 'rate(1 minute)',
  needs: { table: 'write', sendsTo: [WEBHOOK_QUEUE] },
  timeoutSeconds: 50,
});

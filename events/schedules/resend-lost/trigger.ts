import { JOB_QUEUE, WEBHOOK_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineSchedule } from '../../define.ts';

/**
 * Every minute: sends messages again that were lost. Has the endpoints of webhooks looked at whose message was lost or
 * whose time is further away than one can wait, and calls a worker for jobs on which nobody works any more.
 */
export const trigger = defineSchedule({
  area: 'platform',
  name: 'resend-lost',
  every: 'rate(1 minute)',
  needs: { table: 'write', sendsTo: [WEBHOOK_QUEUE, JOB_QUEUE] },
  timeoutSeconds: 50,
});

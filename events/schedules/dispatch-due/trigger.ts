import { LOOP_QUEUE, RENDER_QUEUE, SEND_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { defineSchedule } from '../../define.ts';

/**
 * Every minute: sends, reminds and expires surveys that are due, opens and ends alerts, tells of them together, reminds of
 * follow-ups, sends messages to customers, removes documents that are kept no longer, tells of activities that are near or overdue, makes the mails that tell people of initiatives, evaluates rules on numbers, and begins the runs of reports. What one run cannot finish,
 * the next one takes up.
 */
export const trigger = defineSchedule({
  area: 'voice',
  name: 'dispatch-due',
  every: 'rate(1 minute)',
  needs: {
    table: 'write',
    ses: true,
    secret: true,
    documents: 'write',
    sendsTo: [LOOP_QUEUE, RENDER_QUEUE, SEND_QUEUE],
  },
  timeoutSeconds: 110,
});

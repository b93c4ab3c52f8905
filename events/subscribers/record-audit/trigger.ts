import { feedbackEvents } from '../../../shared/feedback/feedback.events.ts';
import { defineSubscriber } from '../../define.ts';

/** Notes every change of customer data in the audit trail. */
export const trigger = defineSubscriber({
  name: 'record-audit',
  on: Object.keys(feedbackEvents),
  needs: { table: 'write' },
});

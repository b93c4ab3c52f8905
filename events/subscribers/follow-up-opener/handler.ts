import { FeedbackEvent } from '../../../shared/feedback/feedback.events.ts';
import { openFor } from '../../../shared/follow-up-rule/opener.ts';
import { onEvent } from '../../on-event.ts';

/** One event about feedback a message; what no rule waits for costs no read. */
export const handler = onEvent({
  name: 'follow-up-opener',
  detail: FeedbackEvent,
  companyOf: ({ companyId }) => companyId,
  act: openFor,
});

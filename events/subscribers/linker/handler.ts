import { FeedbackEvent } from '../../../shared/feedback/feedback.events.ts';
import { linkByRule } from '../../../shared/initiative/linker.ts';
import { onEvent } from '../../on-event.ts';

/** One event about feedback a message; what no theme rule waits for costs no read. */
export const handler = onEvent({
  name: 'linker',
  detail: FeedbackEvent,
  companyOf: ({ companyId }) => companyId,
  act: linkByRule,
});

import { FeedbackEvent } from '../../../shared/feedback/feedback.events.ts';
import { watch } from '../../../shared/praise/follow.ts';
import { onEvent } from '../../on-event.ts';

/** One event about feedback a message; what praises nobody costs no read as it comes. */
export const handler = onEvent({
  name: 'praise-wall',
  detail: FeedbackEvent,
  companyOf: ({ companyId }) => companyId,
  act: (ctx, event, type) => watch(ctx, type, event),
});

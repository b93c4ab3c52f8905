import { rulesOf } from '../../../shared/asking/ask-rules.ts';
import { MailEvent, recordMailEvent } from '../../../shared/sending/mail-events.ts';
import { onEvent } from '../../on-event.ts';

/** Applies SES events to surveys and addresses. */
export const handler = onEvent({
  name: 'record-mail-event',
  detail: MailEvent,
  companyOf: ({ mail }) => mail.tags.company[0],
  act: async (ctx, event) => recordMailEvent(ctx, event, await rulesOf(ctx)),
  // The account may send other mail over SES: without our tags it is none of our business.
  isOurs: (detail) => (detail as { mail?: { tags?: { survey?: unknown } } }).mail?.tags?.survey !== undefined,
});

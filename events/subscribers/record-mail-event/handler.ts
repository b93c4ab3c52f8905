import * as z from 'zod';
import { rulesOf } from '../../../shared/asking/ask-rules.ts';
import { LoopMailEvent, MailEvent, recordLoopMailEvent, recordMailEvent } from '../../../shared/sending/mail-events.ts';
import { onEvent } from '../../on-event.ts';

/** Tags that this product gives its mails. */
type Tagged = { mail?: { tags?: { survey?: unknown; initiative?: unknown } } };

/** Applies SES events to surveys and addresses. */
export const handler = onEvent({
  name: 'record-mail-event',
  detail: z.union([MailEvent, LoopMailEvent]),
  companyOf: ({ mail }) => mail.tags.company[0],
  act: async (ctx, event) =>
    'eventType' in event ? recordMailEvent(ctx, event, await rulesOf(ctx)) : recordLoopMailEvent(ctx, event),
  // The account may send other mail over SES: without our tags it is none of our business.
  isOurs: (detail) => {
    const { survey, initiative } = (detail as Tagged).mail?.tags ?? {};
    return survey !== undefined || initiative !== undefined;
  },
});

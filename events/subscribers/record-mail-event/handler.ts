import * as z from 'zod';
import { rulesOf } from '../../../shared/asking/ask-rules.ts';
import { recordStaffMailEvent, StaffMailEvent } from '../../../shared/people/mail-state.ts';
import { LoopMailEvent, MailEvent, recordLoopMailEvent, recordMailEvent } from '../../../shared/sending/mail-events.ts';
import { onEvent } from '../../on-event.ts';

/** Tags that this product gives its mails. */
const TAGS = ['survey', 'initiative', 'feedback', 'alert', 'review'] as const;
type Tagged = { mail?: { tags?: Partial<Record<(typeof TAGS)[number], unknown>> } };

/** Applies SES events to surveys, addresses and people. */
export const handler = onEvent({
  name: 'record-mail-event',
  detail: z.union([MailEvent, LoopMailEvent, StaffMailEvent]),
  companyOf: ({ mail }) => mail.tags.company[0],
  act: async (ctx, event) => {
    if ('eventType' in event) return recordMailEvent(ctx, event, await rulesOf(ctx));
    return 'initiative' in event.mail.tags || 'feedback' in event.mail.tags
      ? recordLoopMailEvent(ctx, event as LoopMailEvent)
      : recordStaffMailEvent(ctx, event as StaffMailEvent);
  },
  // The account may send other mail over SES: without our tags it is none of our business.
  isOurs: (detail) => {
    const { tags } = (detail as Tagged).mail ?? {};
    return TAGS.some((tag) => tags?.[tag] !== undefined);
  },
});

import * as z from 'zod';
import { rulesOf } from '../../../shared/asking/ask-rules.ts';
import { InvitationMailEvent, recordInvitationMailEvent } from '../../../shared/activity/mail-event.ts';
import { ConsentMailEvent, recordConsentMailEvent } from '../../../shared/consent/mail-event.ts';
import { DocumentMailEvent, recordDocumentMailEvent } from '../../../shared/document/mail-event.ts';
import { AddressMailEvent, recordAddressMailEvent } from '../../../shared/outside-address/mail-event.ts';
import { recordStaffMailEvent, StaffMailEvent } from '../../../shared/people/mail-state.ts';
import { LoopMailEvent, MailEvent, recordLoopMailEvent, recordMailEvent } from '../../../shared/sending/mail-events.ts';
import { MessageMailEvent, recordMessageMailEvent } from '../../../shared/message/message-mail-event.ts';
import { recordReportMailEvent, ReportMailEvent } from '../../../shared/report-delivery/mail-event.ts';
import { onEvent } from '../../on-event.ts';

/** Tags that this product gives its mails. */
const TAGS = [
  'survey',
  'initiative',
  'feedback',
  'alert',
  'review',
  'activity',
  'address',
  'message',
  'report',
  'consent',
  'invitation',
  'document',
] as const;
type Tagged = { mail?: { tags?: Partial<Record<(typeof TAGS)[number], unknown>> } };

/** Applies SES events to surveys, addresses and people. A mail about an alert to an outside address is of the address. */
export const handler = onEvent({
  name: 'record-mail-event',
  detail: z.union([
    MessageMailEvent,
    ReportMailEvent,
    MailEvent,
    LoopMailEvent,
    AddressMailEvent,
    ConsentMailEvent,
    InvitationMailEvent,
    DocumentMailEvent,
    StaffMailEvent,
  ]),
  companyOf: ({ mail }) => mail.tags.company[0],
  act: async (ctx, event) => {
    const { tags } = event.mail;
    if ('message' in tags) return recordMessageMailEvent(ctx, event as MessageMailEvent);
    if ('report' in tags) return recordReportMailEvent(ctx, event as ReportMailEvent);
    if ('consent' in tags) return recordConsentMailEvent(ctx, event as ConsentMailEvent);
    if ('invitation' in tags) return recordInvitationMailEvent(ctx, event as InvitationMailEvent);
    if ('document' in tags) return recordDocumentMailEvent(ctx, event as DocumentMailEvent);
    if ('eventType' in event) return recordMailEvent(ctx, event as MailEvent, await rulesOf(ctx));
    if ('address' in tags) return recordAddressMailEvent(ctx, event as AddressMailEvent);
    return 'initiative' in tags || 'feedback' in tags
      ? recordLoopMailEvent(ctx, event as LoopMailEvent)
      : recordStaffMailEvent(ctx, event as StaffMailEvent);
  },
  // The account may send other mail over SES: without our tags it is none of our business.
  isOurs: (detail) => {
    const { tags } = (detail as Tagged).mail ?? {};
    return TAGS.some((tag) => tags?.[tag] !== undefined);
  },
});

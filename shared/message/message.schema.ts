import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { decisionReasons } from '../survey/survey.schema.ts';
import { SurveyLanguage } from '../survey-template/localized.schema.ts';

export const MessageId = idSchema('message');
export const MessageText = prose(5_000).regex(/\S/, 'must not be blank');

/** A message that somebody wrote to a customer. It holds no address: that is read from the record when it is sent. */
export const StoredMessage = record('StoredMessage', {
  messageId: MessageId,
  // Not by the schema of follow-ups, which name their messages.
  followUpId: idSchema('followUp'),
  feedbackId: FeedbackId,
  purpose: z.literal('service').meta({ description: 'An answer to the customer, not advertising.' }),
  channel: z.literal('email'),
  language: SurveyLanguage.optional().meta({ description: 'Of what stands around the text, once it was sent.' }),
  text: MessageText.meta({ description: 'As it was written.' }),
  state: z.enum(['queued', 'sending', 'sent', 'failed', 'unresolved']).meta({
    description:
      '`unresolved`: nobody knows whether it went out, and it is not sent again. `failed`: it was not sent, or came back; `reason` says why.',
  }),
  reason: z
    .enum([...decisionReasons, 'record_gone'])
    .optional()
    .meta({ description: '`record_gone`: the record was deleted or excluded before the message was sent.' }),
  at: instant.meta({ description: 'When it came into this state.' }),
  sentAt: instant.optional(),
  deliveredAt: instant.optional().meta({ description: 'When the customer’s mail server took it.' }),
  leavesAt: instant.optional().meta({ description: 'Its record was deleted: it leaves the table with it.' }),
  notBefore: instant.optional().meta({ description: 'The mail service asked to be called again then.' }),
  mailId: z.string().optional().meta({ description: 'As the mail service names it.' }),
});
export type StoredMessage = z.output<typeof StoredMessage>;

/** The same as callers see it. Nobody changes a message, so it has no version. */
export const Message = StoredMessage.omit({
  leavesAt: true,
  notBefore: true,
  mailId: true,
  version: true,
  updatedAt: true,
}).meta({
  id: 'Message',
});
export type Message = z.output<typeof Message>;

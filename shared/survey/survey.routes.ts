import * as z from 'zod';
import { needsOneOf } from '../fields/alternatives.schema.ts';
import { Email } from '../fields/email.schema.ts';
import { OuterId } from '../fields/ids.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { checkedSingly } from '../http/items.schema.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { erasureRoutes } from './erasure.routes.ts';
import { surveyAnswerRoutes } from './survey-answer.routes.ts';
import { Snapshot } from '../feedback/feedback.parts.schema.ts';
import { TemplateId } from './survey-template.schema.ts';
import {
  Decision,
  Recipient,
  RelatedTo,
  Survey,
  SurveyId,
  surveyStatuses,
  TriggerEventInput,
} from './survey.schema.ts';

/** One of a list to be asked. */
export const SendRecipient = needsOneOf(
  z.strictObject({
    contact: Recipient.optional(),
    customerId: OuterId.optional(),
    relatedTo: RelatedTo.optional(),
    snapshot: Snapshot.optional(),
  }),
  ['contact', 'customerId'],
);

export const SendInput = z
  .strictObject({
    templateId: TemplateId,
    // Checked one by one in the verb, so that a bad one spoils nothing.
    recipients: z
      .array(checkedSingly(SendRecipient))
      .min(1)
      .max(500)
      .meta({
        description:
          'Each `{contact | customerId, relatedTo?, snapshot?}`; one that is not valid is refused with `invalid_recipient` and spoils no other.',
        example: [{ contact: { email: 'ada@example.com', name: 'Ada' }, relatedTo: { ticketId: 'T-1' } }],
      }),
    dryRun: z.boolean().default(false).meta({ description: 'Tells what would be decided, and writes nothing.' }),
  })
  .meta({ id: 'SendSurveys' });

/** What is known of a person's address, and may be set by hand. */
export const ContactPreferences = z
  .object({
    email: Email,
    consent: z.boolean().optional(),
    doNotContact: z.boolean().optional(),
    optedOut: z.boolean().optional(),
    bounced: z.boolean().optional(),
    complained: z.boolean().optional(),
    pausedUntil: z.iso.datetime().optional().meta({ description: 'The person asked for peace until then.' }),
  })
  .meta({ id: 'ContactPreferences' });

const params = z.object({ surveyId: SurveyId });
const who = { customerId: OuterId.optional(), email: Email.optional() };
const oneOf = ({ customerId, email }: { customerId?: string | undefined; email?: string | undefined }) =>
  (customerId === undefined) !== (email === undefined);

/** Asking: events, lists, decisions, surveys. */
export const surveyRoutes = defineRoutes('survey', {
  recordEvent: {
    method: 'POST',
    path: '/api/crm/events',
    summary: 'Something happened that may be worth asking about',
    description: 'Each active template that waits for this event decides; `ticket.reopened` cancels what is pending.',
    permission: 'surveys:send',
    body: TriggerEventInput,
    reply: { 202: z.object({ decisions: z.array(Decision) }) },
  },
  send: {
    method: 'POST',
    path: '/api/crm/surveys/send',
    summary: 'Asks a list of people, each with a result of their own',
    permission: 'surveys:send',
    body: SendInput,
    reply: {
      200: z.object({
        results: z.array(z.object({ index: z.int(), surveyId: SurveyId.optional(), decision: Decision })),
      }),
    },
    problems: ['not-found', 'conflict'],
  },
  decisions: {
    method: 'GET',
    path: '/api/crm/surveys/decisions',
    summary: 'Why a person was asked or not, newest first',
    permission: 'surveys:read',
    query: z
      .strictObject({ ...who, ...pageQuery })
      .refine(oneOf, { path: ['customerId'], message: 'give customerId or email' }),
    reply: { 200: pageOf(Decision) },
  },
  list: {
    method: 'GET',
    path: '/api/crm/surveys',
    summary: 'Surveys, newest first',
    permission: 'surveys:read',
    query: z.strictObject({
      from: z.iso.datetime().optional(),
      to: z.iso.datetime().optional(),
      status: z.enum(surveyStatuses).optional(),
      templateId: TemplateId.optional(),
      quarantined: z
        .literal('true')
        .optional()
        .meta({ description: 'Only those with an answer that waits to be released.' }),
      ...pageQuery,
    }),
    reply: { 200: pageOf(Survey) },
  },
  get: {
    method: 'GET',
    path: '/api/crm/surveys/{surveyId}',
    summary: 'One survey',
    permission: 'surveys:read',
    params,
    reply: { 200: Survey },
  },
  cancel: {
    method: 'POST',
    path: '/api/crm/surveys/{surveyId}/cancel',
    summary: 'Ends an open survey: no mail, no reminder, its link says so',
    permission: 'surveys:send',
    params,
    reply: { 200: Survey },
    problems: ['conflict'],
  },
  preferences: {
    method: 'GET',
    path: '/api/crm/contact-preferences',
    summary: 'Whether an address may be written to',
    permission: 'surveys:read',
    query: z.strictObject({ email: Email }),
    reply: { 200: ContactPreferences },
  },
  setPreferences: {
    method: 'PUT',
    path: '/api/crm/contact-preferences',
    summary: 'Records consent or do-not-contact; also lifts an opt-out, a pause, a bounce or a complaint',
    permission: 'surveys:write',
    body: z.strictObject({
      email: Email,
      consent: z.boolean().optional(),
      doNotContact: z.boolean().optional(),
      optedOut: z.boolean().optional(),
      bounced: z.boolean().optional(),
      complained: z.literal(false).optional().meta({ description: 'Lifts a complaint that was taken back.' }),
      pausedUntil: z.null().optional().meta({ description: 'Ends a pause.' }),
    }),
    reply: { 200: ContactPreferences },
  },
  ...surveyAnswerRoutes,
  ...erasureRoutes,
});

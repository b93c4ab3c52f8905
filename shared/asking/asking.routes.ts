import * as z from 'zod';
import { Email } from '../fields/email.schema.ts';
import { OuterId } from '../fields/ids.schema.ts';
import type { Route } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { Decision, SurveyId, TriggerEventInput } from '../survey/survey.schema.ts';
import { SendInput } from './asking.schema.ts';

const who = { customerId: OuterId.optional(), email: Email.optional() };
const oneOf = ({ customerId, email }: { customerId?: string | undefined; email?: string | undefined }) =>
  (customerId === undefined) !== (email === undefined);

/** Routes about asking: events, lists, decisions; part of the survey contract. */
export const askingRoutes = {
  recordEvent: {
    method: 'POST',
    path: '/api/crm/events',
    summary: 'Report an event that may trigger surveys',
    description: 'Each active template that waits for this event decides; `ticket.reopened` cancels what is pending.',
    permission: 'surveys:send',
    body: TriggerEventInput,
    reply: { 202: z.object({ decisions: z.array(Decision) }) },
  },
  send: {
    method: 'POST',
    path: '/api/crm/surveys/send',
    summary: 'Send a survey to a list of people',
    description: 'Each person has a result of their own.',
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
    summary: 'List decisions to ask or not',
    description: 'With the reason of each, newest first.',
    permission: 'surveys:read',
    query: z
      .strictObject({ ...who, ...pageQuery })
      .refine(oneOf, { path: ['customerId'], message: 'give customerId or email' }),
    reply: { 200: pageOf(Decision) },
  },
} as const satisfies Record<string, Route>;

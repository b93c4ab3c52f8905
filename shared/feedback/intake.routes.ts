import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { BulkResult, SubmitFeedback, SubmitMany } from './feedback.requests.schema.ts';
import { Feedback } from './feedback.schema.ts';

/** What brings feedback in. It has a function of its own: the most called of all, with the fewest parts. */
export const intakeRoutes = defineRoutes('feedback', {
  submit: {
    method: 'POST',
    path: '/api/crm/feedback',
    summary: 'Submit feedback',
    description:
      'With an `externalId` that the source has sent before, that record is brought up to date instead (200), unless what is there is newer.',
    permission: 'feedback:write',
    body: SubmitFeedback,
    reply: { 201: Feedback, 200: Feedback },
    problems: ['conflict', 'idempotency-mismatch'],
  },
  submitMany: {
    method: 'POST',
    path: '/api/crm/feedback/bulk',
    summary: 'Submit up to 500 pieces of feedback',
    description:
      'Each item for itself: one that is not valid spoils no other. A company may send up to 200 items a second in the long run, fewer at first and while the service is behind. Beyond that the whole request is refused with 429, before anything is stored; send it again after `Retry-After` seconds.',
    permission: 'feedback:write',
    body: SubmitMany,
    reply: { 200: z.object({ results: z.array(BulkResult) }) },
    problems: ['idempotency-mismatch', 'too-many-requests'],
  },
});

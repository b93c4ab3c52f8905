import * as z from 'zod';
import { FeedbackId, FeedbackType, feedbackTypes, Impact, TriageRoute } from '../feedback/feedback.parts.schema.ts';
import { Feedback } from '../feedback/feedback.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { line } from '../fields/text.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { ItemProblem } from '../http/items.schema.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { DecideMany, DecideTriage, TriageFilter, TriageOrder } from './triage.requests.schema.ts';
import { Suggestion, TriageBatchId } from './triage.schema.ts';

const path = '/api/crm/triage';
const ofFeedback = '/api/crm/feedback/{feedbackId}';
const params = z.object({ feedbackId: FeedbackId });

const count = z.int().min(0);
const Counts = z
  .object({
    waiting: count,
    route: z.record(TriageRoute, count),
    type: z.partialRecord(z.enum([...feedbackTypes, 'none']), count).meta({ description: '`none`: no type is known.' }),
    theme: z
      .array(z.object({ theme: line(100), count }))
      .meta({ description: 'The 200 themes of which most waits, those with the most first.' }),
    age: z.object({ under_7_days: count, '7_to_14_days': count, over_14_days: count }),
  })
  .meta({ id: 'TriageCounts', description: 'Of all that waits in the company, whatever is asked for.' });

const Waiting = z
  .object({
    feedback: Feedback,
    route: TriageRoute,
    theme: line(100).optional(),
    type: FeedbackType.optional(),
    impact: Impact,
    voices: z.int().min(1).meta({ description: 'How many persons said it, here and in its duplicates.' }),
    priority: z.int().min(0).max(99).meta({
      description: 'Impact high 60, medium 30; urgency critical 20, high 10; one for each further voice, at most 19.',
    }),
    arrivedAt: instant,
    suggestions: z.array(
      Suggestion.extend({
        oftenChanged: z.literal(true).optional().meta({
          description:
            'Of 50 decisions or more in 28 days that say anything of this kind of suggestion, less than half kept it.',
        }),
      }).meta({ id: 'TriageSuggestionShown' }),
    ),
  })
  .meta({ id: 'TriageWaiting', description: 'A record that waits for a decision, and what the tables say about it.' });

const results = z.array(
  z
    .object({
      index: z.int().min(0),
      status: z.int().meta({ example: 200 }),
      feedbackId: FeedbackId.optional(),
      version: z.int().optional().meta({ description: 'Of the record, after the decision.' }),
      problem: ItemProblem.optional(),
    })
    .meta({ id: 'TriageResult' }),
);

/** What waits for a decision of the product people, and many decisions at once. */
export const triageRoutes = defineRoutes('triage', {
  list: {
    method: 'GET',
    path,
    summary: 'List what waits for a decision',
    description:
      'The highest priority first, of equal ones the oldest. All given filters must hold. `suggestions` come from published tables, theme rules and similar records, each with its reason.',
    permission: 'workflow:read',
    query: TriageFilter.extend({ order: TriageOrder, ...pageQuery }),
    reply: { 200: pageOf(Waiting, { counts: Counts }) },
  },
  decideMany: {
    method: 'POST',
    path: `${path}/decide`,
    summary: 'Decide about up to 200 records',
    description: 'Each for itself: one that is refused spoils no other. They can be undone together until `undoUntil`.',
    permission: 'workflow:write',
    body: DecideMany,
    reply: { 200: z.object({ batchId: TriageBatchId, undoUntil: instant, results }) },
  },
  undo: {
    method: 'POST',
    path: `${path}/batches/{batchId}/undo`,
    params: z.object({ batchId: TriageBatchId }),
    summary: 'Undo decisions that were made together',
    description:
      'Each record that nobody has triaged since is as it was before; the others are answered with 409. For 10 minutes.',
    permission: 'workflow:write',
    reply: { 200: z.object({ results }) },
    problems: ['undo-expired'],
  },
});

/** What of it stands below a record. */
export const recordTriageRoutes = defineRoutes('record-triage', {
  decide: {
    method: 'POST',
    path: `${ofFeedback}/triage`,
    params,
    summary: 'Decide what becomes of a record',
    description:
      'Also of one that does not wait, and anew. What is left out stays as it is. `shipped` needs an initiative or a reference; `duplicate` a main record, to which its own duplicates go as well. With `handOver` a tracker gets the record.',
    permission: 'workflow:write',
    body: DecideTriage,
    ifMatch: true,
    reply: { 200: Feedback },
    problems: ['conflict', 'endpoint-disabled', 'version-conflict'],
  },
  duplicates: {
    method: 'GET',
    path: `${ofFeedback}/duplicates`,
    params,
    summary: 'List the duplicates of a record',
    description: 'Newest first. A page may be shorter than `limit` and still have a `nextCursor`.',
    permission: 'feedback:read',
    query: z.strictObject(pageQuery),
    reply: { 200: pageOf(Feedback) },
  },
  unlink: {
    method: 'DELETE',
    path: `${ofFeedback}/duplicate-of`,
    params,
    summary: 'Make a duplicate a record of its own again',
    description: 'What was decided of it before holds again; where nothing was, it waits.',
    permission: 'workflow:write',
    ifMatch: true,
    reply: { 204: null },
    problems: ['version-conflict'],
  },
});

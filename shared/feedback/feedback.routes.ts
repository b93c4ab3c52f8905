import * as z from 'zod';
import { AuditEntry } from '../audit/audit.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { FeedbackId } from './feedback.parts.schema.ts';
import { CorrectAnalysis, EditFeedback, ExcludeFeedback, FeedbackFilter } from './feedback.requests.schema.ts';
import { Feedback } from './feedback.schema.ts';
import { intakeRoutes } from './intake.routes.ts';

const params = z.object({ feedbackId: FeedbackId });
const path = '/api/crm/feedback/{feedbackId}';

/** What can be done with feedback that is there. */
export const recordRoutes = defineRoutes(
  'feedback',
  {
    list: {
      method: 'GET',
      path: '/api/crm/feedback',
      summary: 'List feedback',
      description:
        'Newest first. All given filters must hold. A page may be shorter than `limit`, even empty, and still have a `nextCursor`.',
      permission: 'feedback:read',
      query: FeedbackFilter.extend(pageQuery),
      reply: { 200: pageOf(Feedback) },
    },
    count: {
      method: 'GET',
      path: '/api/crm/feedback/count',
      summary: 'Count feedback',
      description:
        'Exact where the filters are whole days, `excluded` and one of source, type, category (with or without subcategory), theme, agent, team, template, segment, tier, language: then it is counted like the metrics, and a change takes seconds to be seen. Otherwise records are looked at for up to three seconds; with `atLeast` there was no time for all: ask again with `nextCursor` and add up.',
      permission: 'feedback:read',
      query: FeedbackFilter.extend({ cursor: pageQuery.cursor }),
      reply: { 200: z.object({ count: z.int().min(0), atLeast: z.boolean(), nextCursor: z.string().nullable() }) },
    },
    get: {
      method: 'GET',
      path,
      summary: 'Get feedback',
      permission: 'feedback:read',
      params,
      reply: { 200: Feedback },
    },
    edit: {
      method: 'PATCH',
      path,
      summary: 'Edit feedback',
      description: 'Changed texts are analysed anew.',
      permission: 'feedback:write',
      params,
      body: EditFeedback,
      ifMatch: true,
      reply: { 200: Feedback },
      problems: ['version-conflict'],
    },
    remove: {
      method: 'DELETE',
      path,
      summary: 'Delete feedback; it can be restored for 30 days',
      permission: 'feedback:write',
      params,
      ifMatch: true,
      reply: { 204: null },
      problems: ['version-conflict'],
    },
    restore: {
      method: 'POST',
      path: `${path}/restore`,
      summary: 'Restore deleted feedback',
      permission: 'feedback:write',
      params,
      ifMatch: true,
      reply: { 200: Feedback },
      problems: ['version-conflict'],
    },
    exclude: {
      method: 'POST',
      path: `${path}/exclude`,
      summary: 'Exclude feedback from all numbers',
      permission: 'feedback:write',
      params,
      body: ExcludeFeedback,
      ifMatch: true,
      reply: { 200: Feedback },
      problems: ['version-conflict'],
    },
    include: {
      method: 'POST',
      path: `${path}/include`,
      summary: 'Include feedback in the numbers again',
      permission: 'feedback:write',
      params,
      ifMatch: true,
      reply: { 200: Feedback },
      problems: ['version-conflict'],
    },
    correct: {
      method: 'POST',
      path: `${path}/analysis`,
      summary: 'Correct the analysis',
      description: 'A person’s judgement wins over every later analysis.',
      permission: 'feedback:write',
      params,
      body: CorrectAnalysis,
      ifMatch: true,
      reply: { 200: Feedback },
      problems: ['version-conflict'],
    },
    reanalyse: {
      method: 'POST',
      path: `${path}/reanalyse`,
      summary: 'Analyse the texts again',
      permission: 'feedback:write',
      params,
      ifMatch: true,
      reply: { 202: Feedback },
      problems: ['version-conflict'],
    },
    history: {
      method: 'GET',
      path: `${path}/history`,
      summary: 'List the changes of a record',
      description: 'Newest first; also of a deleted record.',
      permission: 'feedback:read',
      params,
      query: z.strictObject(pageQuery),
      reply: { 200: pageOf(AuditEntry) },
    },
  },
  intakeRoutes.routes,
);

/** Everything that can be done with feedback over HTTP. */
export const feedbackRoutes = defineRoutes('feedback', { ...intakeRoutes.routes, ...recordRoutes.routes });

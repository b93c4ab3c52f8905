import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { Job } from '../job/job.schema.ts';
import { DecideReview, ReviewResults } from './review-decision.schema.ts';
import { PutReviewSettings, ReviewSettings } from './review-settings.schema.ts';
import { Review, ReviewEntry, ReviewFilter, ReviewId, RunReview } from './review.schema.ts';

const path = '/api/crm/reviews';

/** Looks back at a week, a month or a quarter, each made once. */
export const reviewRoutes = defineRoutes('review', {
  list: {
    method: 'GET',
    path,
    summary: 'List reviews',
    description: 'By kind, the newest of a kind first; without what they found.',
    permission: 'workflow:read',
    query: ReviewFilter.extend(pageQuery),
    reply: { 200: pageOf(ReviewEntry) },
  },
  run: {
    method: 'POST',
    path: `${path}/run`,
    summary: 'Make the review of a period',
    description:
      'Of one that has ended; reviews are also made by themselves, as the settings say. One that is there already stays as it is. The result of the job has its `reviewId`. Nobody is mailed.',
    permission: 'workflow:write',
    body: RunReview,
    reply: { 202: Job },
    problems: ['conflict'],
  },
  get: {
    method: 'GET',
    path: `${path}/{reviewId}`,
    params: z.object({ reviewId: ReviewId }),
    summary: 'Get a review',
    description: 'As it was made: its numbers are as of `asOf`.',
    permission: 'workflow:read',
    reply: { 200: Review },
  },
  decide: {
    method: 'POST',
    path: `${path}/{reviewId}/decisions`,
    params: z.object({ reviewId: ReviewId }),
    summary: 'Decide about what a quarterly review lists',
    description: 'Each for itself. What is kept is not listed again until its day, unless its voices double.',
    permission: 'workflow:write',
    body: DecideReview,
    reply: { 200: ReviewResults },
    problems: ['conflict'],
  },
});

/** Their settings, below those of the company. */
export const reviewSettingsRoutes = defineRoutes('review-settings', {
  settings: {
    method: 'GET',
    path: '/api/crm/settings/reviews',
    summary: 'Get when reviews are made and who is told',
    description: 'With the defaults of what was never set.',
    permission: 'workflow:read',
    reply: { 200: ReviewSettings },
  },
  putSettings: {
    method: 'PUT',
    path: '/api/crm/settings/reviews',
    summary: 'Replace when reviews are made and who is told',
    description: 'What is left out takes its default. Reviews that are made already stay as they are.',
    permission: 'settings:write',
    body: PutReviewSettings,
    ifMatch: true,
    reply: { 200: ReviewSettings },
    problems: ['version-conflict'],
  },
});

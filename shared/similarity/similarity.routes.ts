import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { pageQuery } from '../http/page.schema.ts';
import { InitiativeId } from '../initiative/initiative.schema.ts';
import { InitiativeSuggestions, Similar, SimilarPurpose } from './similarity.schema.ts';

/** What says the same by its words; people decide about it, nothing follows by itself. */
export const similarityRoutes = defineRoutes('similarity', {
  similar: {
    method: 'GET',
    path: '/api/crm/feedback/{feedbackId}/similar',
    params: z.object({ feedbackId: FeedbackId }),
    summary: 'Find what is similar to a record',
    description:
      'By the words of subject and comments, in the same language; the most similar first, at most 20. Of records that share one of its five rarest words, the 500 newest are compared. Personal data is not.',
    permission: 'workflow:read',
    query: z.strictObject({ purpose: SimilarPurpose }),
    reply: { 200: z.object({ items: z.array(Similar) }) },
  },
  suggestions: {
    method: 'GET',
    path: '/api/crm/initiatives/{initiativeId}/suggestions',
    params: z.object({ initiativeId: InitiativeId }),
    summary: 'List feedback that may belong to an initiative',
    description:
      'Of the last 12 months, similar from 0.35 on to one of the 50 records that were linked last, and linked to nothing; the most similar first. Nothing is linked by it: link what you take over with the source `similar`.',
    permission: 'workflow:read',
    query: z.strictObject(pageQuery),
    reply: { 200: InitiativeSuggestions },
  },
});

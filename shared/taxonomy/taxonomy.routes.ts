import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { Job } from '../job/job.schema.ts';
import { PutTaxonomy, Taxonomy, TaxonomyQuery, TrialId } from './taxonomy.schema.ts';
import { StartTrial, Trial } from './trial.schema.ts';

export const taxonomyRoutes = defineRoutes('taxonomy', {
  get: {
    method: 'GET',
    path: '/api/crm/taxonomy',
    summary: 'Get the company’s taxonomy',
    description:
      'Its categories and themes with the words that point to them, as they are or as they were in a version.',
    permission: 'analysis:read',
    query: TaxonomyQuery,
    reply: { 200: Taxonomy },
    problems: ['not-found'],
  },
  put: {
    method: 'PUT',
    path: '/api/crm/taxonomy',
    summary: 'Replace the company’s taxonomy',
    description:
      'From then on `settings.taxonomy` follows from it. Texts are judged by it within seconds; records that were analysed before keep their topics. 409 without a trial of this very draft that ended in the last 24 hours; with `force` and a reason a draft is saved without one, and in spite of warnings.',
    permission: 'analysis:write',
    body: PutTaxonomy,
    ifMatch: true,
    reply: { 200: Taxonomy },
    problems: ['conflict'],
  },
  startTrial: {
    method: 'POST',
    path: '/api/crm/taxonomy/trials',
    summary: 'Try a draft of the taxonomy on stored texts',
    description:
      'Drawn from the newest 10 000 records, so that each source and language has its share. The id of the trial is that of the job with the prefix `tat`. Two at a time; 409 for a third.',
    permission: 'analysis:write',
    body: StartTrial,
    reply: { 202: Job },
    problems: ['conflict'],
  },
  getTrial: {
    method: 'GET',
    path: '/api/crm/taxonomy/trials/{trialId}',
    summary: 'Get what a draft finds in stored texts',
    description: 'Beside what the taxonomy in force finds in them. 404 until the job is done, and after seven days.',
    permission: 'analysis:read',
    params: z.object({ trialId: TrialId }),
    reply: { 200: Trial },
  },
});

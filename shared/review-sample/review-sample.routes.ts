import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { CreateReviewSample, JudgeText, ReviewSample, SampleId, SampleProgress } from './review-sample.schema.ts';

const path = '/api/crm/review-samples';
const params = z.object({ sampleId: SampleId });

export const reviewSampleRoutes = defineRoutes('review-sample', {
  list: {
    method: 'GET',
    path,
    summary: 'List the samples that were drawn',
    description: 'The newest first.',
    permission: 'analysis:judge',
    reply: { 200: z.object({ items: z.array(ReviewSample) }) },
  },
  create: {
    method: 'POST',
    path,
    summary: 'Draw a random sample of analysed feedback to be judged',
    description:
      'Corrections are of what caught somebody’s eye; a random sample tells how often the engine is right. Its filter may not name what the engine found.',
    permission: 'analysis:judge',
    body: CreateReviewSample,
    reply: { 201: ReviewSample },
    problems: ['conflict'],
  },
  next: {
    method: 'GET',
    path: `${path}/{sampleId}`,
    summary: 'Get the next text of a sample to judge',
    permission: 'analysis:judge',
    params,
    reply: { 200: SampleProgress },
  },
  judge: {
    method: 'POST',
    path: `${path}/{sampleId}/judgements`,
    summary: 'Judge a text of a sample',
    description: 'What the engine says of it then is kept beside the judgement. Judging again replaces.',
    permission: 'analysis:judge',
    params,
    body: JudgeText,
    reply: { 200: SampleProgress },
    problems: ['conflict'],
  },
});

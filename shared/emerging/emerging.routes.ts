import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { AcceptTopic, DismissTopic, EmergingQuery, EmergingTopics, TaxonomyDraft, TopicId } from './emerging.schema.ts';

const path = '/api/crm/topics/emerging';
const one = { params: z.object({ topicId: TopicId }), permission: 'analysis:write' } as const;

export const emergingRoutes = defineRoutes('emerging', {
  list: {
    method: 'GET',
    path,
    summary: 'List what feedback has begun to speak about',
    description:
      'Phrases outside the taxonomy that stand in far more documents of the last 28 days than of the 84 before, the most unlikely first. Looked for once a week.',
    permission: 'analysis:read',
    query: EmergingQuery,
    reply: { 200: EmergingTopics },
  },
  accept: {
    method: 'POST',
    path: `${path}/{topicId}/accept`,
    summary: 'Accept an emerging topic into a draft of the taxonomy',
    description: 'As a theme, or as a synonym of a node. The draft can be tried and saved; nothing is saved by this.',
    ...one,
    body: AcceptTopic,
    reply: { 200: TaxonomyDraft },
  },
  dismiss: {
    method: 'POST',
    path: `${path}/{topicId}/dismiss`,
    summary: 'Dismiss an emerging topic',
    description: 'The phrase is not shown for 180 days.',
    ...one,
    body: DismissTopic,
    reply: { 200: z.object({ topicId: TopicId }) },
  },
});

import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { HandOver, HandOverFilter, HandOverId, HandOverInitiative, ReferHandOver } from './hand-over.schema.ts';

const path = '/api/crm/hand-overs';

export const handOverRoutes = defineRoutes('hand-over', {
  list: {
    method: 'GET',
    path,
    summary: 'List what was handed over to trackers',
    description: 'By the time of the record or initiative, newest first. All given filters must hold.',
    permission: 'workflow:read',
    query: HandOverFilter.extend(pageQuery),
    reply: { 200: pageOf(HandOver) },
  },
  create: {
    method: 'POST',
    path,
    summary: 'Hand an initiative over to a tracker',
    description:
      'Once: again it is answered with 200 and what there is. A record is handed over by its decision in triage (`handOver`).',
    permission: 'workflow:write',
    body: HandOverInitiative,
    reply: { 201: HandOver, 200: HandOver },
    problems: ['endpoint-disabled'],
  },
  refer: {
    method: 'POST',
    path: `${path}/{handOverId}/reference`,
    summary: 'Set what a tracker calls what was handed over',
    description:
      'For trackers whose replies do not say it. It stands on the record, too, and replaces one from before.',
    permission: 'workflow:write',
    params: z.object({ handOverId: HandOverId }),
    body: ReferHandOver,
    reply: { 200: HandOver },
  },
});

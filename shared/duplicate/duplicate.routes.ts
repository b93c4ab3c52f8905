import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { Job } from '../job/job.schema.ts';
import { DuplicateFilter, DuplicatePair, PairKey } from './duplicate.schema.ts';

const path = '/api/crm/duplicates';

export const duplicateRoutes = defineRoutes('duplicate', {
  list: {
    method: 'GET',
    path,
    summary: 'List pairs of customers who may be one',
    description:
      'Those that nobody has decided, the likeliest first. They are found when a customer is created or changed, and by a scan of all. Two first names at one address or number suggest a household, and are never `likely`.',
    permission: 'customers:read',
    query: DuplicateFilter.extend(pageQuery),
    reply: { 200: pageOf(DuplicatePair) },
  },
  scan: {
    method: 'POST',
    path: `${path}/scan`,
    summary: 'Start a scan of all customers for duplicates',
    description:
      'One at a time. The result of the job says how many pairs it has found, and which words too many have.',
    permission: 'customers:merge',
    body: z.strictObject({}).meta({ id: 'ScanDuplicates' }),
    reply: { 202: Job },
    problems: ['conflict'],
  },
  dismiss: {
    method: 'POST',
    path: `${path}/{pairKey}/dismiss`,
    summary: 'Dismiss a pair: the two are not one',
    description: 'It does not come back unless other facts than now speak for it.',
    permission: 'customers:merge',
    params: z.object({ pairKey: PairKey }),
    body: z.strictObject({}).meta({ id: 'DismissDuplicate' }),
    reply: { 200: DuplicatePair },
  },
});

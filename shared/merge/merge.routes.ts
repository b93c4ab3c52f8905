import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { Job } from '../job/job.schema.ts';
import { MergeCustomers, MergeId, MergePreview, MergeReceipt, MergeStarted } from './merge.schema.ts';

const params = z.object({ mergeId: MergeId });
const permission = 'customers:merge';

export const mergeRoutes = defineRoutes('merge', {
  merge: {
    method: 'POST',
    path: '/api/crm/customers/{customerId}/merge',
    summary: 'Make one customer of several',
    description:
      'The customer of the path stays; its values hold unless they are empty or others are chosen. Lists are united, the strictest consents and wishes hold, and whoever must not be contacted is not. The ids of the others lead to it at once; a job points their contacts, relations and households at it. 409 for who was merged already, for a person with a business or two of one household without `force`, and for more than one customer holds. With `dryRun` 200 shows what would come of it.',
    permission,
    params: z.object({ customerId: CustomerId }),
    body: MergeCustomers,
    reply: { 202: MergeStarted, 200: MergePreview },
    problems: ['conflict', 'unavailable'],
  },
  get: {
    method: 'GET',
    path: '/api/crm/merges/{mergeId}',
    summary: 'Get the receipt of a merge',
    description: 'With the customers as they were before it, as long as it can be undone.',
    permission,
    params,
    reply: { 200: MergeReceipt },
  },
  undo: {
    method: 'POST',
    path: '/api/crm/merges/{mergeId}/undo',
    summary: 'Undo a merge, within 30 days',
    description:
      'The customers are there again as they were; what was changed of the survivor since stays, and what was created since stays with it. A job points the moved records back. Whoever said no to anything stays refused on all sides. 409 where one of them was erased, or the survivor was merged again.',
    permission,
    params,
    body: z.strictObject({}).meta({ id: 'UndoMerge' }),
    reply: { 202: Job },
    problems: ['conflict', 'undo-expired', 'unavailable'],
  },
});

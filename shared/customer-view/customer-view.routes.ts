import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { CustomerView, TimelineEntry, timelineKinds } from './customer-view.schema.ts';

const common = {
  method: 'GET',
  permission: 'customers:read',
  params: z.object({ customerId: CustomerId }),
} as const;
const kind = timelineKinds.join('|');
const seenAs = 'Entries that the token may not read are left out; an agent reads feedback that concerns themselves.';

export const customerViewRoutes = defineRoutes('customer-view', {
  view: {
    ...common,
    path: '/api/crm/customers/{customerId}/360',
    summary: 'Get all there is to see of a customer',
    description: `The record, what happened lately, the last scores and what is open, in one call. A part that cannot be read is named in \`partial\` and takes nothing else with it. ${seenAs} The reply has an \`ETag\`: sent back as \`If-None-Match\` it is answered with 304 while nothing has changed.`,
    reply: { 200: CustomerView, 304: null },
  },
  timeline: {
    ...common,
    path: '/api/crm/customers/{customerId}/timeline',
    summary: 'List what happened with a customer',
    description: `Under all of their names, the newest first; strictly by time, and then by id. ${seenAs}`,
    query: z.strictObject({
      kinds: z
        .string()
        .regex(
          new RegExp(`^(?:${kind})(?:,(?:${kind}))*$`),
          `must be of ${timelineKinds.join(', ')}, separated by commas`,
        )
        .optional()
        .meta({ description: 'All, where none is named.', example: 'feedback,survey' }),
      from: instant.optional().meta({ description: 'Nothing earlier.', example: '2026-01-01T00:00:00.000Z' }),
      to: instant.optional().meta({ description: 'Nothing at this instant or later.' }),
      ...pageQuery,
    }),
    reply: { 200: pageOf(TimelineEntry) },
  },
});

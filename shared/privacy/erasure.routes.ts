import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import type { Route } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';

const fields = {
  at: z.iso.datetime().meta({ description: 'Asked for at; the law gives a month to answer.' }),
  status: z.literal('requested'),
  customerId: z.string().optional(),
  email: z.string().optional(),
};

/** A person's request to be forgotten, made on the page that only their own mail leads to. */
export const ErasureRequest = z
  .object({ reference: z.string().meta({ description: 'What the person was told to name.' }), ...fields })
  .meta({ id: 'ErasureRequest' });

/** The same as it is stored, with the key of the person who asks. */
export const StoredErasure = record('StoredErasure', { reference: idSchema('job'), ...fields, askedBy: z.string() });

/** Routes about what people ask for concerning their own data; part of the survey contract. */
export const erasureRoutes = {
  erasureRequests: {
    method: 'GET',
    path: '/api/crm/privacy/requests',
    summary: 'List erasure requests',
    description: 'Newest first. Requests wait for an answer by the company; nothing is erased by itself.',
    permission: 'privacy:write',
    query: z.strictObject(pageQuery),
    reply: { 200: pageOf(ErasureRequest) },
  },
} as const satisfies Record<string, Route>;

import * as z from 'zod';
import type { Route } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';

/** A person's request to be forgotten, made on the page that only their own mail leads to. */
export const ErasureRequest = z
  .object({
    reference: z.string().meta({ description: 'What the person was told to name.' }),
    at: z.iso.datetime().meta({ description: 'Asked for at; the law gives a month to answer.' }),
    status: z.literal('requested'),
    customerId: z.string().optional(),
    email: z.string().optional(),
  })
  .meta({ id: 'ErasureRequest' });
export type ErasureRequest = z.infer<typeof ErasureRequest>;

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

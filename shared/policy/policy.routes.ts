import * as z from 'zod';
import { Acknowledgement, CustomerId } from '../customer/customer.parts.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { CreateAcknowledgement, CreatePolicy, Policy } from './policy.schema.ts';

const path = '/api/crm/policies' as const;

export const policyRoutes = defineRoutes('policy', {
  list: {
    method: 'GET',
    path,
    summary: 'List versions of the policy',
    description: 'The newest first, which is the one that holds.',
    permission: 'consent:read',
    query: z.strictObject(pageQuery),
    reply: { 200: pageOf(Policy) },
  },
  create: {
    method: 'POST',
    path,
    summary: 'Publish a version of the policy',
    description:
      'It holds at once. With `required`, marketing stops for every customer who has not acknowledged it. 409 for a version that there is already.',
    permission: 'settings:write',
    body: CreatePolicy,
    reply: { 201: Policy },
    problems: ['conflict'],
  },
  acknowledge: {
    method: 'POST',
    path: '/api/crm/customers/{customerId}/acknowledgements',
    summary: 'Record that a customer has acknowledged a version of the policy',
    description: 'Once for each version; again is no error, and says when it was first.',
    permission: 'consent:write',
    params: z.object({ customerId: CustomerId }),
    body: CreateAcknowledgement,
    reply: { 201: Acknowledgement },
  },
});

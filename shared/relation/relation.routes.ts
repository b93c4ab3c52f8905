import * as z from 'zod';
import { ContactId } from '../contact/contact.schema.ts';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { Network } from './network.schema.ts';
import { CreateRelation, Relation, RelationId } from './relation.schema.ts';

const one = '/api/crm/customers/{customerId}' as const;
const path = `${one}/relations` as const;
const params = z.object({ customerId: CustomerId });
const read = 'customers:read';
const write = 'customers:write';

export const relationRoutes = defineRoutes('relation', {
  list: {
    method: 'GET',
    path,
    summary: 'List the relations of a customer',
    description: 'The newest first, also those that were written down for the other side, as this side sees them.',
    permission: read,
    params,
    query: z.strictObject(pageQuery),
    reply: { 200: pageOf(Relation) },
  },
  create: {
    method: 'POST',
    path,
    summary: 'Create a relation of a customer',
    description:
      'To another customer, or to a contact; both sides show it. Parents and subsidiaries make no circle, and no more than ten steps.',
    permission: write,
    params,
    body: CreateRelation,
    reply: { 201: Relation },
    problems: ['conflict', 'too-many-reads'],
  },
  remove: {
    method: 'DELETE',
    path: `${path}/{relationId}`,
    summary: 'Delete a relation of a customer',
    description: 'From whichever side; both lose it.',
    permission: write,
    params: z.object({ customerId: CustomerId, relationId: RelationId }),
    reply: { 204: null },
  },
  network: {
    method: 'GET',
    path: `${one}/network`,
    summary: 'Get whom a customer is connected with',
    description:
      'By relations, as contacts of businesses, and as one person, in one or two steps; at most 100 of them.',
    permission: read,
    params,
    query: z.strictObject({ depth: z.enum(['1', '2']).default('1').meta({ example: '2' }) }),
    reply: { 200: Network },
  },
  listOfContact: {
    method: 'GET',
    path: '/api/crm/contacts/{contactId}/relations',
    summary: 'List the relations of a contact',
    description: 'The newest first, as the contact sees them.',
    permission: read,
    params: z.object({ contactId: ContactId }),
    query: z.strictObject(pageQuery),
    reply: { 200: pageOf(Relation) },
  },
});

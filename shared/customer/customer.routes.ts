import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud, putOf } from '../http/crud.ts';
import { checkedSingly, ItemProblem } from '../http/items.schema.ts';
import { limitOf, pageOf, pageQuery } from '../http/page.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { CustomerId } from './customer.parts.schema.ts';
import {
  CreateCustomer,
  CreatedCustomer,
  Customer,
  CustomerFilter,
  CustomerType,
  EditCustomer,
} from './customer.schema.ts';
import { CustomerChange } from './history.schema.ts';

const params = { customerId: CustomerId };
const write = 'customers:write';
const kind = {
  names: ['a customer', 'customers'],
  path: '/api/crm/customers',
  params,
  read: 'customers:read',
  write,
  record: Customer,
  create: CreateCustomer,
  edit: EditCustomer,
  filter: CustomerFilter,
} as const;
const of = crud(kind);
const one = '/api/crm/customers/{customerId}' as const;

const seenAs =
  'Without `customers:contact` addresses and numbers are masked; without `customers:sensitive` demographics and accessibility are absent.';
const taken = 'An external id belongs to one customer: where it is another’s, 409 names that one as `customerId`.';

const Hit = z
  .object({
    customerId: CustomerId,
    type: CustomerType,
    displayName: z.string(),
    maskedEmail: z.string().optional().meta({ example: 'a***@e***.com' }),
    maskedPhone: z.string().optional().meta({ example: '***67' }),
    matched: z
      .array(z.enum(['name', 'email', 'phone', 'externalId', 'address']))
      .meta({ description: 'What the words were found in.' }),
  })
  .meta({ id: 'CustomerHit' });

export const customerRoutes = defineRoutes('customer', {
  ...of,
  list: { ...of.list, description: `The latest change first. All given filters must hold. ${seenAs}` },
  create: {
    ...of.create,
    description: `${taken} The answer names customers who may be the same.`,
    query: z.strictObject({
      onDuplicate: z.enum(['create', 'reject']).default('create').meta({
        description: '`reject`: 409 where somebody is there who may be the same, and the answer names them.',
        example: 'create',
      }),
    }),
    reply: { 201: CreatedCustomer },
    problems: ['conflict'],
  },
  get: {
    ...of.get,
    description: `By the id of one that was merged, the customer that it was merged into; \`mergedFrom\` names all of those. ${seenAs}`,
  },
  vcard: {
    method: 'GET',
    path: `${one}/vcard`,
    summary: 'Get a customer as a vCard',
    description:
      'Version 4.0 (RFC 6350), for address books: names, addresses, numbers, profiles and language; with `customers:sensitive` the birthday. Notes, tags and what else colleagues have written stay here.',
    permission: 'customers:contact',
    params: z.object(params),
    contentType: 'text/vcard; charset=utf-8',
    reply: { 200: z.string() },
  },
  history: {
    method: 'GET',
    path: `${one}/history`,
    summary: 'List what was changed of a customer',
    description:
      'Newest first, with what stood there before; kept for 400 days and erased with the customer. Demographics and accessibility are told with `customers:sensitive`.',
    permission: 'customers:contact',
    params: z.object(params),
    query: z.strictObject(pageQuery),
    reply: { 200: pageOf(CustomerChange) },
  },
  edit: { ...of.edit, description: `A JSON merge patch. ${taken}`, problems: ['conflict'] },
  put: {
    ...putOf(kind),
    description: `What is left out is as it is on a new one; what the caller may not see stays. ${taken}`,
    problems: ['conflict'],
  },
  remove: { ...of.remove, summary: 'Delete a customer; it can be restored for 30 days' },
  restore: {
    method: 'POST',
    path: `${one}/restore`,
    summary: 'Restore a deleted customer',
    permission: write,
    params: z.object(params),
    ifMatch: true,
    reply: { 200: Customer },
    problems: ['conflict', 'version-conflict'],
  },
  erase: {
    method: 'POST',
    path: `${one}/erase`,
    summary: 'Erase a customer for good',
    description:
      'What the customer said, the words that lead to it and its external ids; the audit keeps that it was erased. Feedback and surveys of the person are not touched. Repeated, it says the same.',
    permission: 'privacy:write',
    params: z.object(params),
    reply: { 200: z.object({ customerId: CustomerId, erasedAt: instant }).meta({ id: 'CustomerErasure' }) },
  },
  search: {
    method: 'GET',
    path: '/api/crm/customers/search',
    summary: 'Find customers by beginnings of words',
    description:
      'Every word must begin a word of a name, of an e-mail address or of an external id, a postal code or a word of a place, or a phone number as it is dialled, without its leading 0, or by its last 7 or 4 digits. Whole words come first, then names, then the latest change. Who was written down a moment ago is found.',
    permission: 'customers:read',
    query: z.strictObject({
      q: z.string().min(1).max(200).meta({ description: 'At least one word of 3 characters.', example: 'huber 4567' }),
      limit: limitOf({ most: 50, standard: 20 }).meta({ example: 20 }),
    }),
    reply: {
      200: z
        .object({
          items: z.array(Hit),
          truncated: z.boolean().meta({ description: 'Others may fit, too: say more of whom you mean.' }),
        })
        .meta({ id: 'CustomerHits' }),
    },
  },
  bulk: {
    method: 'POST',
    path: '/api/crm/customers/bulk',
    summary: 'Create or change many customers',
    description:
      'Up to 500; each has a result of its own. With `upsertBy` a customer who has the first external id or address of an item is changed by what the item gives; who is sent as they are stays as they are.',
    permission: write,
    body: z
      .strictObject({
        items: z.array(checkedSingly(CreateCustomer)).min(1).max(500),
        upsertBy: z.enum(['externalId', 'email']).optional(),
      })
      .meta({ id: 'CustomerBulk' }),
    reply: {
      200: z
        .object({
          results: z.array(
            z.object({
              index: z.int(),
              status: z.int().meta({ description: '201 created, 200 changed or as it was.' }),
              customerId: CustomerId.optional(),
              unchanged: z.boolean().optional(),
              problem: ItemProblem.optional(),
            }),
          ),
        })
        .meta({ id: 'CustomerBulkResults' }),
    },
  },
});

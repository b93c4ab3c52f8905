import * as z from 'zod';
import { OuterId } from '../fields/ids.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { Colleague, PeopleFilter, Person, PutPerson } from './people.schema.ts';

const one = { path: '/api/crm/people/{userId}', params: z.object({ userId: OuterId }) } as const;

/** Who works for the company, and how to reach them. */
export const peopleRoutes = defineRoutes('people', {
  list: {
    method: 'GET',
    path: '/api/crm/people',
    summary: 'List the people of the company',
    description:
      'A person is known once their token with an e-mail claim has asked for `/me`, or an admin entered them.',
    permission: 'token',
    query: PeopleFilter.extend(pageQuery),
    reply: { 200: pageOf(Colleague) },
  },
  get: { method: 'GET', ...one, summary: 'Get a person', permission: 'settings:read', reply: { 200: Person } },
  put: {
    method: 'PUT',
    ...one,
    summary: 'Enter or change a person',
    description: 'From then on their token changes only their roles. A company has at most 2 000 people (409).',
    permission: 'settings:write',
    body: PutPerson,
    ifMatch: true,
    reply: { 200: Person },
    problems: ['conflict'],
  },
});

import * as z from 'zod';
import { CustomerId } from '../customer/customer.parts.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import { AddMember, CreateHousehold, EditHousehold, Household, HouseholdId } from './household.schema.ts';

const params = { householdId: HouseholdId };
const write = 'customers:write';
const path = '/api/crm/households' as const;
const { list: _, ...of } = crud({
  names: ['a household', 'households'],
  path,
  params,
  read: 'customers:read',
  write,
  record: Household,
  create: CreateHousehold,
  edit: EditHousehold,
  filter: z.strictObject({}),
});

const one = 'A person is in one household at most: where they are in another, 409 names that one as `householdId`.';

export const householdRoutes = defineRoutes('household', {
  ...of,
  create: { ...of.create, description: one, problems: ['conflict'] },
  addMember: {
    method: 'POST',
    path: `${path}/{householdId}/members`,
    summary: 'Take a person into a household',
    description: `Who is in it already stays as they are. ${one}`,
    permission: write,
    params: z.object(params),
    body: AddMember,
    reply: { 200: Household },
    problems: ['conflict'],
  },
  removeMember: {
    method: 'DELETE',
    path: `${path}/{householdId}/members/{customerId}`,
    summary: 'Take a person out of a household',
    description: 'Where they were its head, whoever has been in it longest is. With its last member a household goes.',
    permission: write,
    params: z.object({ ...params, customerId: CustomerId }),
    reply: { 204: null },
  },
});

import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { BuiltInRole, Me, OwnRole, OwnRoleName, PutRole } from './access.schema.ts';

const one = { path: '/api/crm/roles/{role}', params: z.object({ role: OwnRoleName }) } as const;

/** Who may do what. */
export const accessRoutes = defineRoutes('access', {
  me: {
    method: 'GET',
    path: '/api/crm/me',
    summary: 'Get who calls, and what they may do',
    permission: 'token',
    reply: { 200: Me },
  },
  list: {
    method: 'GET',
    path: '/api/crm/roles',
    summary: 'List the roles that the company has made',
    description: 'By name.',
    permission: 'settings:read',
    reply: { 200: z.object({ items: z.array(OwnRole) }) },
  },
  builtIn: {
    method: 'GET',
    path: '/api/crm/roles/built-in',
    summary: 'List the roles that every company has',
    description: 'They cannot be changed. An `agent` reads only records of their own.',
    permission: 'settings:read',
    reply: { 200: z.object({ items: z.array(BuiltInRole) }) },
  },
  get: { method: 'GET', ...one, summary: 'Get a role', permission: 'settings:read', reply: { 200: OwnRole } },
  put: {
    method: 'PUT',
    ...one,
    summary: 'Create or replace a role',
    description:
      'A person has it whose token names the group `heed:<role>`. Nobody can put a permission into a role that they do not hold (403), nor one that this installation keeps from the roles of companies (400). A company has at most 100 roles (409). Takes effect within seconds.',
    permission: 'settings:write',
    body: PutRole,
    ifMatch: true,
    reply: { 200: OwnRole },
    problems: ['conflict'],
  },
  remove: {
    method: 'DELETE',
    ...one,
    summary: 'Delete a role',
    description: 'Whoever has it loses what it grants, within seconds.',
    permission: 'settings:write',
    ifMatch: true,
    reply: { 204: null },
  },
});

import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud, putOf } from '../http/crud.ts';
import {
  Contact,
  ContactFilter,
  ContactId,
  CreateContact,
  CreatePosition,
  EditContact,
  EditPosition,
  PutContact,
} from './contact.schema.ts';

const params = { contactId: ContactId };
const write = 'customers:write';
const kind = {
  names: ['a contact', 'contacts'],
  path: '/api/crm/contacts',
  params,
  read: 'customers:read',
  write,
  record: Contact,
  create: CreateContact,
  edit: EditContact,
  filter: ContactFilter,
} as const;
const of = crud(kind);
const one = '/api/crm/contacts/{contactId}' as const;

const seenAs =
  'Without `customers:contact` addresses and numbers are masked; without `customers:sensitive` accessibility is absent.';

export const contactRoutes = defineRoutes('contact', {
  ...of,
  list: {
    ...of.list,
    description: `The newest first; of a business those first who stay. All given filters must hold. ${seenAs}`,
  },
  get: { ...of.get, description: seenAs },
  edit: { ...of.edit, description: 'A JSON merge patch. Positions have paths of their own.' },
  put: {
    ...putOf({ ...kind, create: PutContact }),
    description: 'What is left out is as it is on a new one; positions stay, and so does what the caller may not see.',
  },
  remove: {
    ...of.remove,
    description:
      'What is known of the person goes for good, also their positions and the words that lead to them; the audit keeps that there was a contact.',
  },
  addPosition: {
    method: 'POST',
    path: `${one}/positions`,
    summary: 'Give a contact a position at a business',
    description: 'Positions before it stay as they are, and are ended by themselves.',
    permission: write,
    params: z.object(params),
    body: CreatePosition,
    ifMatch: true,
    reply: { 201: Contact },
    problems: ['version-conflict'],
  },
  editPosition: {
    method: 'PATCH',
    path: `${one}/positions/{n}`,
    summary: 'Change or end a position of a contact',
    description: 'A position that has ended stays, so that it is known who was where on any day.',
    permission: write,
    params: z.object({
      ...params,
      n: z
        .string()
        .regex(/^[1-9]\d{0,2}$/)
        .meta({ example: '1' }),
    }),
    body: EditPosition,
    ifMatch: true,
    reply: { 200: Contact },
    problems: ['version-conflict'],
  },
});

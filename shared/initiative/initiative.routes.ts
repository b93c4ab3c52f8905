import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import { CreateInitiative, EditInitiative, Initiative, InitiativeFilter, InitiativeId } from './initiative.schema.ts';

export const initiativeRoutes = defineRoutes(
  'initiative',
  crud({
    names: ['an initiative', 'initiatives'],
    path: '/api/crm/initiatives',
    params: z.object({ initiativeId: InitiativeId }),
    read: 'workflow:read',
    write: 'workflow:write',
    record: Initiative,
    create: CreateInitiative,
    edit: EditInitiative,
    filter: InitiativeFilter,
  }),
);

import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { Feedback } from '../feedback/feedback.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import { linkRoutes } from '../http/link.ts';
import {
  ChangedInitiative,
  CreateInitiative,
  EditInitiative,
  Initiative,
  InitiativeFilter,
  InitiativeId,
  linkFilter,
  linkSays,
} from './initiative.schema.ts';
import { outcomeRoutes } from './outcome.routes.ts';

const params = { initiativeId: InitiativeId };
const write = 'workflow:write';
const of = crud({
  names: ['an initiative', 'initiatives'],
  path: '/api/crm/initiatives',
  params,
  read: 'workflow:read',
  write,
  record: Initiative,
  create: CreateInitiative,
  edit: EditInitiative,
  filter: InitiativeFilter,
});

export const initiativeRoutes = defineRoutes('initiative', {
  ...of,
  edit: {
    ...of.edit,
    description:
      'A new status is told to the people who asked for it, after some minutes in which it can be called off (`…/loop/cancel`); each is told of a status once for ever.',
    reply: { 200: ChangedInitiative },
    problems: ['conflict'],
  },
  ...outcomeRoutes,
  ...linkRoutes({
    path: '/api/crm/initiatives/{initiativeId}',
    params: z.object(params),
    read: 'feedback:read',
    write,
    names: 'feedback',
    items: 'feedbackIds',
    itemId: FeedbackId,
    shown: Feedback,
    says: linkSays,
    filter: linkFilter,
  }),
});

import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { Feedback } from '../feedback/feedback.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import { linkRoutes } from '../http/link.ts';
import { CreateInitiative, EditInitiative, Initiative, InitiativeFilter, InitiativeId } from './initiative.schema.ts';

const params = { initiativeId: InitiativeId };
const write = 'workflow:write';

export const initiativeRoutes = defineRoutes('initiative', {
  ...crud({
    names: ['an initiative', 'initiatives'],
    path: '/api/crm/initiatives',
    params,
    read: 'workflow:read',
    write,
    record: Initiative,
    create: CreateInitiative,
    edit: EditInitiative,
    filter: InitiativeFilter,
  }),
  ...linkRoutes({
    path: '/api/crm/initiatives/{initiativeId}',
    params: z.object(params),
    read: 'feedback:read',
    write,
    names: 'feedback',
    items: 'feedbackIds',
    itemId: FeedbackId,
    shown: Feedback,
  }),
});

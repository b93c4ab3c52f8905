import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud, putOf } from '../http/crud.ts';
import { CreateGoal, EditGoal, Goal, GoalFilter, GoalId, GoalProgress } from './goal.schema.ts';

const params = { goalId: GoalId };
const kind = {
  names: ['a goal', 'goals'],
  path: '/api/crm/goals',
  params,
  read: 'metrics:read',
  // Analysts write reports; what people are measured by is for those who lead them.
  write: 'workflow:write',
  record: Goal,
  create: CreateGoal,
  edit: EditGoal,
  filter: GoalFilter,
} as const;
const of = crud(kind);
const problems = ['conflict'] as const;
const one = z.object(params);

export const goalRoutes = defineRoutes('goal', {
  list: { ...of.list, description: `${of.list.description} Agents see their own.` },
  create: {
    ...of.create,
    description:
      'At most three that have not ended have the same scope, key and metric (409). An agent proposes goals for themselves.',
    own: 'workflow:own',
    problems,
  },
  get: of.get,
  edit: { ...of.edit, problems },
  put: { ...putOf(kind), problems },
  remove: of.remove,
  accept: {
    method: 'POST',
    path: '/api/crm/goals/{goalId}/accept',
    summary: 'Accept a goal that an agent has proposed',
    permission: 'workflow:write',
    params: one,
    reply: { 200: Goal },
    problems,
  },
  progress: {
    method: 'GET',
    path: '/api/crm/goals/{goalId}/progress',
    summary: 'Get how a goal stands',
    permission: 'metrics:read',
    params: one,
    reply: { 200: GoalProgress },
  },
});

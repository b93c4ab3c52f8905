import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud } from '../http/crud.ts';
import {
  Activity,
  ActivityFilter,
  ActivityId,
  CompleteActivity,
  CreateActivity,
  EditActivity,
  ScheduleActivity,
  Strict,
} from './activity.schema.ts';
import { Invitation } from './invitation.schema.ts';

const params = { activityId: ActivityId };
const path = '/api/crm/activities' as const;
const write = 'activities:write';
/** Of a file that tells and asks nothing (RFC 5546). */
export const ICS = 'text/calendar; charset=utf-8; method=PUBLISH';
const of = crud({
  names: ['an activity', 'activities'],
  path,
  params,
  read: 'activities:read',
  write,
  record: Activity,
  create: CreateActivity,
  edit: EditActivity,
  filter: ActivityFilter,
});
const ofOwner = 'Agents see and change those that they own.';

const withConflicts =
  'The answer for a meeting, visit or appointment with a start names, in `conflicts`, what else its owner has to do then: of what is due until 31 days after it, and of 300 activities at most. What was planned a moment before may be missing there; of two changes with `strict` one is refused.';

export const activityRoutes = defineRoutes('activity', {
  ...of,
  list: {
    ...of.list,
    description: `By when they are due, the earliest first. All given filters must hold. ${ofOwner}`,
  },
  create: {
    ...of.create,
    description: `Calls, mails, meetings, tasks, visits. ${withConflicts} ${ofOwner}`,
    query: Strict,
    problems: ['conflict', 'too-many-requests'],
  },
  edit: {
    ...of.edit,
    description: `409 for one that is completed or cancelled. A new \`dueAt\` must not lie in the past. Of a series only this one is moved; what else is changed the next ones say too. ${withConflicts}`,
    query: Strict,
    problems: ['conflict', 'too-many-requests'],
  },
  complete: {
    method: 'POST',
    path: `${path}/{activityId}/complete`,
    summary: 'Record what came of an activity',
    description:
      'It is completed then. Completed once more it stays as it is; 409 where it was cancelled. With a `recurrence` the next one is made, due on the next day of the rule that does not lie in the past.',
    permission: write,
    params: z.object(params),
    body: CompleteActivity,
    reply: { 200: Activity },
    problems: ['conflict'],
  },
  cancel: {
    method: 'POST',
    path: `${path}/{activityId}/cancel`,
    summary: 'Cancel an activity',
    description:
      'Cancelled once more it stays as it is; 409 where it was completed. None comes after it in its series.',
    permission: write,
    params: z.object(params),
    reply: { 200: Activity },
    problems: ['conflict'],
  },
  invite: {
    method: 'POST',
    path: `${path}/{activityId}/invite`,
    summary: 'Send an activity to the people in it',
    description:
      'A mail with a calendar file to each customer and contact whom it is about or who takes part, at their primary address; of a cancelled activity one that calls it off, to those who were invited. Each version goes to each address once. Nothing is sent to whom nothing may be sent, and the answer says why. 409 for one that is completed or over.',
    permission: write,
    params: z.object(params),
    reply: { 200: Invitation },
    problems: ['conflict'],
  },
  ics: {
    method: 'GET',
    path: `${path}/{activityId}/ics`,
    summary: 'Get an activity as a calendar file',
    description: `iCalendar (RFC 5545), with its notes. ${ofOwner}`,
    permission: 'activities:read',
    params: z.object(params),
    contentType: ICS,
    reply: { 200: z.string() },
  },
  schedule: {
    method: 'POST',
    path: '/api/crm/interactions/schedule',
    summary: 'Create an activity with a customer',
    description: `400 for a time in the past and for a customer that there is not. ${ofOwner}`,
    permission: write,
    body: ScheduleActivity,
    reply: { 201: Activity },
  },
});

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

export const activityRoutes = defineRoutes('activity', {
  ...of,
  list: {
    ...of.list,
    description: `By when they are due, the earliest first. All given filters must hold. ${ofOwner}`,
  },
  create: { ...of.create, description: `Calls, mails, meetings, tasks, visits. ${ofOwner}` },
  edit: {
    ...of.edit,
    description: '409 for one that is completed or cancelled. A new `dueAt` must not lie in the past.',
    problems: ['conflict'],
  },
  complete: {
    method: 'POST',
    path: `${path}/{activityId}/complete`,
    summary: 'Record what came of an activity',
    description: 'It is completed then. Completed once more it stays as it is; 409 where it was cancelled.',
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
    description: 'Cancelled once more it stays as it is; 409 where it was completed.',
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
});

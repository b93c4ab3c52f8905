import * as z from 'zod';
import { ICS } from '../activity/activity.routes.ts';
import { OuterId } from '../fields/ids.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { linkParams } from '../http/link-page.schema.ts';
import { CalendarLink } from './calendar-link.schema.ts';

const own = '/api/crm/people/me/calendar-link';

/** The link by which a calendar program follows what somebody has to do, and what it answers. */
export const calendarLinkRoutes = defineRoutes('calendar-link', {
  get: {
    method: 'GET',
    path: own,
    summary: 'Get the link of the caller’s calendar',
    permission: 'activities:read',
    reply: { 200: CalendarLink },
    problems: ['not-found'],
  },
  renew: {
    method: 'POST',
    path: own,
    summary: 'Make the link of the caller’s calendar',
    description: 'Works for 400 days. The one before stops at once.',
    permission: 'activities:read',
    reply: { 201: CalendarLink },
  },
  revoke: {
    method: 'DELETE',
    path: own,
    summary: 'Revoke the link of the caller’s calendar',
    permission: 'activities:read',
    reply: { 204: null },
    problems: ['not-found'],
  },
  revokeOf: {
    method: 'DELETE',
    path: '/api/crm/people/{userId}/calendar-link',
    summary: 'Revoke the link of somebody’s calendar',
    description: 'Of who has left, say.',
    permission: 'settings:write',
    params: z.object({ userId: OuterId }),
    reply: { 204: null },
  },
  feed: {
    method: 'GET',
    path: '/u/{token}',
    summary: 'Get the calendar of a link',
    description:
      'iCalendar (RFC 5545): at most 1 000 activities of whose link it is, those due from 90 days ago on and open ones from before. It has no notes. Bad links get one identical 404; a GET records nothing.',
    permission: 'public',
    params: linkParams,
    query: z.looseObject({}),
    contentType: ICS,
    reply: { 200: z.string() },
  },
});

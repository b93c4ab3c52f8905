import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { Calendar, CalendarId, PutCalendar } from './calendar.schema.ts';

const one = { path: '/api/crm/calendars/{calendarId}', params: z.object({ calendarId: CalendarId }) } as const;
const permission = 'settings:read';
const at = z.iso
  .datetime({ offset: true, error: 'must be a date and time with a zone, like 2026-11-01T10:00:00.000Z' })
  .max(40)
  .regex(/^[2-9]/, 'must not lie before the year 2000')
  .meta({ example: '2026-11-01T10:00:00.000Z' });
const seconds = z
  .string()
  .regex(/^\d{1,8}$/, 'must be a whole number of at most 8 digits')
  .transform(Number)
  .meta({ description: 'Open seconds.', example: '14400' });

/** Business hours, and time counted by them. */
export const calendarRoutes = defineRoutes('calendar', {
  list: {
    method: 'GET',
    path: '/api/crm/calendars',
    summary: 'List calendars of business hours',
    description:
      'By id. `default` is Monday to Friday, 09:00 to 17:00 in the company’s time zone, until it is replaced.',
    permission,
    reply: { 200: z.object({ items: z.array(Calendar) }) },
  },
  get: { method: 'GET', ...one, summary: 'Get a calendar', permission, reply: { 200: Calendar } },
  put: {
    method: 'PUT',
    ...one,
    summary: 'Create or replace a calendar',
    description: 'What is due already stays due then. A company has at most 200 calendars (409).',
    permission: 'settings:write',
    body: PutCalendar,
    ifMatch: true,
    reply: { 200: Calendar },
    problems: ['conflict'],
  },
  remove: {
    method: 'DELETE',
    ...one,
    summary: 'Delete a calendar',
    description:
      'What was counted by it is counted by `default` from then on; a `default` that was replaced is again as it was.',
    permission: 'settings:write',
    ifMatch: true,
    reply: { 204: null },
  },
  due: {
    method: 'GET',
    path: `${one.path}/due`,
    params: one.params,
    summary: 'Tell when so much open time has passed',
    permission,
    query: z.strictObject({ start: at, seconds }),
    reply: { 200: z.object({ dueAt: z.iso.datetime() }) },
  },
  elapsed: {
    method: 'GET',
    path: `${one.path}/elapsed`,
    params: one.params,
    summary: 'Tell how much open time lies between two instants',
    description: 'Negative where `to` comes first.',
    permission,
    query: z.strictObject({ from: at, to: at }),
    reply: { 200: z.object({ seconds: z.int() }) },
  },
});

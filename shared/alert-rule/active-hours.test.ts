import { expect, test } from 'vitest';
import { PutCalendar } from '../calendar/calendar.schema.ts';
import { put as putCalendar } from '../calendar/calendar.ts';
import { again } from '../feedback/testing/given.ts';
import { aContext } from '../testing/context.ts';
import { closedUntilOf } from './active-hours.ts';

test('a rule is heard within its hours, and outside of them from their next beginning on', async () => {
  const ctx = aContext();
  const weekly = [
    { day: 'monday', start: '09:00', end: '17:00' },
    { day: 'tuesday', start: '09:00', end: '17:00' },
  ];
  const body = PutCalendar.parse({ timeZone: 'Europe/Berlin', weekly });
  await putCalendar(again(ctx), { calendarId: 'desk', body });
  const until = (at: string) => closedUntilOf(ctx, { activeHours: { calendarId: 'desk' } }, at);
  expect(await until('2026-11-30T10:00:00.000Z')).toBeUndefined();
  expect(await until('2026-11-30T17:00:00.000Z')).toBe('2026-12-01T08:00:00.000Z');
  // From a Wednesday to the Monday after it.
  expect(await until('2026-12-02T10:00:00.000Z')).toBe('2026-12-07T08:00:00.000Z');
});

test('a rule without hours, and one whose calendar is gone, is heard at any time', async () => {
  const ctx = aContext();
  const night = '2026-11-29T03:00:00.000Z';
  expect(await closedUntilOf(ctx, {}, night)).toBeUndefined();
  expect(await closedUntilOf(ctx, { activeHours: { calendarId: 'gone' } }, night)).toBeUndefined();
});

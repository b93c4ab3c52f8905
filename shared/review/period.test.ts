import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../kernel/calendar.ts';
import { daysOf, dueAt, lastEnded, periodOf } from './period.ts';
import { reviewKinds } from './review.schema.ts';

test('weeks are those of ISO 8601, also around the turn of a year', () => {
  const weeks = ['2020-12-31', '2021-01-01', '2021-01-04', '2024-12-30', '2026-11-30'].map((day) =>
    periodOf('weekly', day),
  );
  expect(weeks).toEqual(['2020-W53', '2020-W53', '2021-W01', '2025-W01', '2026-W49']);
  expect(daysOf('weekly', '2020-W53')).toEqual({ from: '2020-12-28', to: '2021-01-03' });
  expect(daysOf('weekly', '2021-W53')).toBeUndefined();
  for (const none of ['2021-W00', 'text', '', '2021-01', '0000-W01', '9999-W53', '2021-W1'])
    expect([none, daysOf('weekly', none)]).toEqual([none, undefined]);
});

test('every day lies in its period, and the last one that ended ends the day before that begins', () => {
  const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1971-01-01', days));
  fc.assert(
    fc.property(day, fc.constantFrom(...reviewKinds), (today, kind) => {
      const running = daysOf(kind, periodOf(kind, today));
      expect(running && running.from <= today && today <= running.to).toBe(true);
      const { period, days } = lastEnded(kind, today);
      expect(addDays(days.to, 1)).toBe(running?.from);
      expect(daysOf(kind, period)).toEqual(days);
    }),
  );
});

test('a review is due on the company’s clocks, at the jump where these have no such time', () => {
  const week = { from: '2021-03-15', to: '2021-03-21' };
  // In Tehran the clocks went from 00:00 to 01:00 on Monday, 22 March 2021.
  expect(dueAt(week, { day: 1, at: '00:30' }, 'Asia/Tehran').toISOString()).toBe('2021-03-21T20:30:00.000Z');
  expect(dueAt(week, { day: 1, at: '08:00' }, 'Asia/Tehran').toISOString()).toBe('2021-03-22T03:30:00.000Z');
  expect(dueAt(week, { day: 1, at: '08:00' }, 'Europe/Berlin').toISOString()).toBe('2021-03-22T07:00:00.000Z');
});

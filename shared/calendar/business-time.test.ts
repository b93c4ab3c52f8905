import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addBusinessMinutes, businessMinutesBetween, type Hours } from './business-time.ts';
import { endOf, minutesOf, weekdays } from './calendar.schema.ts';

const MINUTE = 60_000;
const workdays = (timeZone: string, start = '09:00', end = '17:00'): Hours => ({
  timeZone,
  weekly: weekdays.slice(0, 5).map((day) => ({ day, start, end })),
  exceptions: [],
});
const closedOn = (hours: Hours, date: string): Hours => ({ ...hours, exceptions: [{ date, intervals: [] }] });
const add = (from: string, minutes: number, hours: Hours) =>
  addBusinessMinutes(new Date(from), minutes, hours).toISOString();
const between = (from: string, to: string, hours: Hours) => businessMinutesBetween(new Date(from), new Date(to), hours);

describe('business time', () => {
  const utc = workdays('UTC');

  test('240 minutes from Friday 16:00 on end on Monday at 12:00, and on Tuesday where Monday is a holiday', () => {
    expect(add('2026-11-27T16:00:00Z', 240, utc)).toBe('2026-11-30T12:00:00.000Z');
    expect(add('2026-11-27T16:00:00Z', 240, closedOn(utc, '2026-11-30'))).toBe('2026-12-01T12:00:00.000Z');
  });

  test('300 minutes in Vienna from Friday 16:20 on, half past eight to five, end on Monday at 12:50', () => {
    const vienna = workdays('Europe/Vienna', '08:30');
    expect(add('2026-11-27T15:20:00Z', 300, vienna)).toBe('2026-11-30T11:50:00.000Z');
    expect(add('2026-11-27T15:20:00Z', 300, closedOn(vienna, '2026-11-30'))).toBe('2026-12-01T11:50:00.000Z');
  });

  test('ends with the day where exactly the rest of it is asked for, and no minutes lead to the next opening', () => {
    expect(add('2026-11-27T16:00:00Z', 60, utc)).toBe('2026-11-27T17:00:00.000Z');
    expect(add('2026-11-27T17:00:00Z', 0, utc)).toBe('2026-11-30T09:00:00.000Z');
    expect(add('2026-11-27T12:00:00Z', 0, utc)).toBe('2026-11-27T12:00:00.000Z');
    expect(add('2026-11-29T03:00:00Z', 1, utc)).toBe('2026-11-30T09:01:00.000Z');
  });

  test('is the same amount of work on days on which clocks change outside of hours', () => {
    const berlin = workdays('Europe/Berlin');
    // Friday noon in summer time to Monday noon in winter time.
    expect(between('2026-10-23T10:00:00Z', '2026-10-26T11:00:00Z', berlin)).toBe(480);
    expect(add('2026-10-23T10:00:00Z', 480, berlin)).toBe('2026-10-26T11:00:00.000Z');
    expect(add('2026-03-27T11:00:00Z', 480, berlin)).toBe('2026-03-30T10:00:00.000Z');
  });

  test('an hour that clocks leave out is not worked, one that they repeat is', () => {
    const nights: Hours = {
      timeZone: 'Europe/Berlin',
      weekly: [{ day: 'sunday', start: '01:00', end: '04:00' }],
      exceptions: [],
    };
    const open = (day: string) => between(`${day}T00:00:00Z`, `${day}T12:00:00Z`, nights) + 0;
    expect(open('2026-07-05')).toBe(120);
    expect(between('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z', nights)).toBe(120);
    expect(between('2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z', nights)).toBe(240);
    expect(between('2026-07-04T12:00:00Z', '2026-07-05T12:00:00Z', nights)).toBe(180);
  });

  test('hours past midnight belong to the day that they start on', () => {
    const night: Hours = { timeZone: 'UTC', weekly: [{ day: 'friday', start: '22:00', end: '06:00' }], exceptions: [] };
    expect(between('2026-11-27T00:00:00Z', '2026-11-30T00:00:00Z', night)).toBe(480);
    expect(between('2026-11-27T00:00:00Z', '2026-11-30T00:00:00Z', closedOn(night, '2026-11-28'))).toBe(480);
    expect(between('2026-11-27T00:00:00Z', '2026-11-30T00:00:00Z', closedOn(night, '2026-11-27'))).toBe(0);
    expect(add('2026-11-28T05:30:00Z', 60, night)).toBe('2026-12-04T22:30:00.000Z');
  });

  test('round the clock, every minute counts', () => {
    const always: Hours = {
      timeZone: 'Europe/Berlin',
      weekly: weekdays.map((day) => ({ day, start: '00:00', end: '24:00' })),
      exceptions: [],
    };
    expect(between('2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z', always)).toBe(31 * 1_440);
    expect(add('2026-10-24T12:00:00Z', 1_440, always)).toBe('2026-10-25T12:00:00.000Z');
  });
});

/** The wall clock of a zone, as the platform reads it: its day, weekday, and minute of the day. */
const readers = new Map<string, Intl.DateTimeFormat>();
function wallOf(at: number, timeZone: string): number {
  const reader =
    readers.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  readers.set(timeZone, reader);
  return Date.parse(`${reader.format(at).replace(' ', 'T')}Z`);
}

/** Whether it is open when the clock on the wall reads a time for the first time. */
function isOpen({ weekly, exceptions }: Hours, wall: number): boolean {
  return [0, 1].some((back) => {
    const day = new Date(wall - back * 86_400_000).toISOString().slice(0, 10);
    const minute = (wall - Date.parse(`${day}T00:00:00Z`)) / MINUTE;
    const special = exceptions.find(({ date }) => date === day)?.intervals;
    const name = weekdays[(new Date(day).getUTCDay() + 6) % 7];
    return (special ?? weekly.filter((one) => one.day === name)).some(
      (one) => minute >= minutesOf(one.start) && minute < endOf(one),
    );
  });
}

/** Minute by minute: slow, and nothing to get wrong. A wall clock that is put back stands still until it is where it was. */
function* openMinutes(hours: Hours, from: number): Generator<[at: number, open: boolean]> {
  let wall = -Infinity;
  for (let at = from - 180 * MINUTE; ; at += MINUTE) {
    wall = Math.max(wall, wallOf(at, hours.timeZone));
    if (at >= from) yield [at, isOpen(hours, wall)];
  }
}

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '59'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
const interval = fc
  .tuple(time, fc.oneof(time, fc.constant('24:00')))
  .filter(([start, end]) => start !== end)
  .map(([start, end]) => ({ start, end }));
const anyHours: fc.Arbitrary<Hours> = fc.record({
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
  weekly: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...weekdays), interval), { minLength: 1, selector: ([day]) => day })
    .map((days) => days.map(([day, one]) => ({ day, ...one }))),
  exceptions: fc.constantFrom(
    [],
    [{ date: '2026-10-25', intervals: [] }],
    [{ date: '2026-03-30', intervals: [{ start: '10:00', end: '11:30' }] }],
  ),
});
/** Around the days on which clocks change, in all those zones. */
const instant = fc
  .tuple(
    fc.constantFrom('2026-03-06', '2026-03-27', '2026-04-03', '2026-10-02', '2026-10-23', '2026-10-31'),
    fc.integer({ min: 0, max: 2 * 1_440 }),
  )
  .map(([day, minutes]) => Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE);

test('counting in intervals is the same as looking at every minute', () => {
  fc.assert(
    fc.property(anyHours, instant, fc.integer({ min: 0, max: 3_000 }), (hours, from, length) => {
      let open = 0;
      for (const [at, is] of openMinutes(hours, from)) {
        if (at >= from + length * MINUTE) break;
        if (is) open++;
      }
      const to = new Date(from + length * MINUTE);
      expect(businessMinutesBetween(new Date(from), to, hours)).toBe(open);
      expect(businessMinutesBetween(to, new Date(from), hours)).toBe(0 - open);
      const due = addBusinessMinutes(new Date(from), open + 1, hours);
      expect(businessMinutesBetween(new Date(from), due, hours)).toBe(open + 1);
      // Nothing earlier would do: the minute before it was worked.
      expect(due > to).toBe(true);
      expect(businessMinutesBetween(new Date(due.getTime() - MINUTE), due, hours)).toBe(1);
    }),
    { numRuns: 150 },
  );
});

import { describe, expect, test } from 'vitest';
import { addDays, localDay } from '../../kernel/calendar.ts';
import { type Past, pairOf, pastOf } from './periods.ts';

const range = (from: string, to: string) => ({ from, to });

describe('the period before', () => {
  test.each([
    ['as many days before the first', '2026-11-02', '2026-11-11', '2026-10-23', '2026-11-01'],
    ['one day before one day', '2026-03-01', '2026-03-01', '2026-02-28', '2026-02-28'],
    ['the whole month before a whole month', '2026-11-01', '2026-11-30', '2026-10-01', '2026-10-31'],
    ['February before March', '2028-03-01', '2028-03-31', '2028-02-01', '2028-02-29'],
    ['the whole quarter before a whole quarter', '2026-01-01', '2026-03-31', '2025-10-01', '2025-12-31'],
    ['the whole year before a whole year', '2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
    ['as many days before three months that are no quarter', '2026-02-01', '2026-04-30', '2025-11-04', '2026-01-31'],
    ['as many days before a month that begins on the 2nd', '2026-11-02', '2026-12-01', '2026-10-03', '2026-11-01'],
  ])('is %s', (_, from, to, first, last) => {
    expect(pastOf(range(from, to), 'previous')).toEqual(range(first, last));
  });
});

describe('the period a year ago', () => {
  test.each([
    ['has the same dates from 28 days on', '2026-11-03', '2026-11-30', '2025-11-03', '2025-11-30'],
    ['has the same weekdays below 28 days', '2026-11-04', '2026-11-30', '2025-11-05', '2025-12-01'],
    ['of 29 February is the 28th', '2028-02-01', '2028-02-29', '2027-02-01', '2027-02-28'],
    ['begins on the 28th where it began on the 29th', '2028-02-29', '2028-05-31', '2027-02-28', '2027-05-31'],
  ])('%s', (_, from, to, first, last) => {
    expect(pastOf(range(from, to), 'lastYear')).toEqual(range(first, last));
  });
});

describe('a period that still runs', () => {
  const november = range('2026-11-01', '2026-11-30');
  /** What is read, where 24 November is the last day that is complete. */
  const on24November = (past: Past, asked = november) => pairOf(asked, past, '2026-11-25');

  test('24 November: this month is compared with 1–24 October', () => {
    expect(on24November('previous')).toEqual({
      now: range('2026-11-01', '2026-11-24'),
      before: range('2026-10-01', '2026-10-24'),
      partial: true,
    });
  });

  test('is cut on both sides, whichever it is compared with', () => {
    expect(on24November('lastYear')?.before).toEqual(range('2025-11-01', '2025-11-24'));
    expect(on24November('previous', range('2026-10-01', '2026-12-31'))?.before).toEqual(
      range('2026-07-01', '2026-08-24'),
    );
    expect(on24November('previous', range('2026-01-01', '2026-12-31'))?.before).toEqual(
      range('2025-01-01', '2025-11-24'),
    );
    // Ten days from the 20th on: five are complete, and the first five of the ten before are what they are compared with.
    expect(on24November('previous', range('2026-11-20', '2026-11-29'))).toEqual({
      now: range('2026-11-20', '2026-11-24'),
      before: range('2026-11-10', '2026-11-14'),
      partial: true,
    });
    expect(on24November('lastYear', range('2026-11-20', '2026-11-29'))?.before).toEqual(
      range('2025-11-21', '2025-11-25'),
    );
  });

  test('never reaches beyond the month before, also where that is shorter', () => {
    expect(pairOf(range('2026-03-01', '2026-03-31'), 'previous', '2026-03-31')?.before).toEqual(
      range('2026-02-01', '2026-02-28'),
    );
  });

  test('is whole and not partial from the first moment of the next day on', () => {
    expect(pairOf(november, 'previous', '2026-12-01')).toEqual({
      now: november,
      before: range('2026-10-01', '2026-10-31'),
      partial: false,
    });
  });

  test('without a complete day is compared with nothing', () => {
    expect(pairOf(range('2026-11-25', '2026-11-30'), 'previous', '2026-11-25')).toBeUndefined();
    expect(pairOf(range('2026-12-01', '2026-12-31'), 'lastYear', '2026-11-25')).toBeUndefined();
  });

  test('ends with the day of the company’s zone, also where the clock changes', () => {
    const cutAt = (instant: string, zone: string, boundary?: string) =>
      pairOf(range('2026-10-01', '2026-10-31'), 'previous', localDay(new Date(instant), zone, boundary))?.now.to;
    // 25 October 2026 in Berlin is 25 hours long and ends at 23:00Z.
    expect(cutAt('2026-10-25T22:59:59.999Z', 'Europe/Berlin')).toBe('2026-10-24');
    expect(cutAt('2026-10-25T23:00:00.000Z', 'Europe/Berlin')).toBe('2026-10-25');
    expect(cutAt('2026-10-25T23:00:00.000Z', 'America/New_York')).toBe('2026-10-24');
    expect(cutAt('2026-10-25T11:00:00.000Z', 'Pacific/Auckland')).toBe('2026-10-25');
    expect(cutAt('2026-10-26T02:59:00.000Z', 'Europe/Berlin', '04:00')).toBe('2026-10-24');
    expect(cutAt('2026-10-26T03:00:00.000Z', 'Europe/Berlin', '04:00')).toBe('2026-10-25');
  });
});

test('for ranges of up to a year no two periods that are compared overlap, but for 366 days and the year before', () => {
  for (let days = 1; days <= 365; days++)
    for (const from of ['2027-11-15', '2028-02-01', '2028-02-29', '2028-03-01', '2026-01-01']) {
      const asked = range(from, addDays(from, days - 1));
      for (const past of ['previous', 'lastYear'] as const) expect(pastOf(asked, past).to < from).toBe(true);
    }
  expect(pastOf(range('2027-02-28', '2028-02-28'), 'lastYear')).toEqual(range('2026-02-28', '2027-02-28'));
});

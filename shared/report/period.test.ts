import { describe, expect, test } from 'vitest';
import { localDay } from '../kernel/calendar.ts';
import { mostDaysOf, periodFault, resolvePeriod, weekOf } from './period.ts';

const on = (text: string, today = '2026-11-24', weekStart: 'monday' | 'sunday' | 'saturday' = 'monday') => {
  const { from, to } = resolvePeriod(text, today, weekStart);
  return `${from}..${to}`;
};

describe('a period', () => {
  test.each([
    ['yesterday', '2026-11-23..2026-11-23'],
    ['this_week', '2026-11-23..2026-11-23'],
    ['this_month', '2026-11-01..2026-11-23'],
    ['this_quarter', '2026-10-01..2026-11-23'],
    ['this_year', '2026-01-01..2026-11-23'],
    ['last_week', '2026-11-16..2026-11-22'],
    ['last_month', '2026-10-01..2026-10-31'],
    ['last_quarter', '2026-07-01..2026-09-30'],
    ['last_year', '2025-01-01..2025-12-31'],
    ['last_1_days', '2026-11-23..2026-11-23'],
    ['last_28_days', '2026-10-27..2026-11-23'],
    ['last_12_weeks', '2026-08-31..2026-11-22'],
    ['last_24_months', '2024-11-01..2026-10-31'],
    ['2026-02-01..2026-02-28', '2026-02-01..2026-02-28'],
  ])('%s on 24 November 2026, a Tuesday, is %s', (text, days) => {
    expect(periodFault(text)).toBeUndefined();
    expect(on(text)).toBe(days);
  });

  test('`last_month` at 00:00 on the 1st in Auckland is Auckland’s, not UTC’s', () => {
    // The 1st of December in Auckland is still the 30th of November in UTC.
    const due = new Date('2026-11-30T11:00:00.000Z');
    expect(on('last_month', localDay(due, 'Pacific/Auckland'))).toBe('2026-11-01..2026-11-30');
    expect(on('last_month', localDay(due, 'UTC'))).toBe('2026-10-01..2026-10-31');
  });

  test('that runs is, on its first day, the one before, since no day of the new one is complete', () => {
    expect(on('this_month', '2026-12-01')).toBe('2026-11-01..2026-11-30');
    expect(on('this_week', '2026-11-23')).toBe('2026-11-16..2026-11-22');
    expect(on('this_year', '2027-01-01')).toBe('2026-01-01..2026-12-31');
  });

  test('of weeks begins on the day on which the company’s week does', () => {
    expect(weekOf('2026-11-24', 'sunday')).toBe('2026-11-22');
    expect(weekOf('2026-11-22', 'sunday')).toBe('2026-11-22');
    expect(weekOf('2026-11-24', 'saturday')).toBe('2026-11-21');
    expect(on('last_week', '2026-11-24', 'sunday')).toBe('2026-11-15..2026-11-21');
    expect(on('last_2_weeks', '2026-11-24', 'saturday')).toBe('2026-11-07..2026-11-20');
  });

  test.each([
    ['last_0_days', 'must be 1 to 366 days'],
    ['last_367_days', 'must be 1 to 366 days'],
    ['last_54_weeks', 'must be 1 to 53 weeks'],
    ['last_25_months', 'must be 1 to 24 months'],
    ['last_01_days', 'must be 1 to 366 days'],
    ['2026-02-30..2026-03-01', 'must name days that there are'],
    ['2026-03-02..2026-03-01', 'must not end before it begins'],
    ['2000-01-01..2026-03-01', 'must be at most 3 660 days'],
    ['last_decade', 'must be `yesterday`'],
    ['', 'must be `yesterday`'],
  ])('%s is refused', (text, why) => {
    expect(periodFault(text)).toContain(why);
  });

  test('is never longer than said of it', () => {
    for (const text of ['last_quarter', 'last_6_months', 'last_year', 'this_week', 'last_12_weeks', 'yesterday'])
      for (let month = 1; month <= 12; month++) {
        const { from, to } = resolvePeriod(text, `2024-${String(month).padStart(2, '0')}-28`, 'monday');
        const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
        expect(days).toBeLessThanOrEqual(mostDaysOf(text));
      }
  });
});

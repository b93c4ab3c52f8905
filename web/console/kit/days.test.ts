import { describe, expect, test } from 'vitest';
import { presets, rangeOfPreset } from '../../../shared/dashboard/preset.ts';
import { addDays } from '../../../shared/kernel/calendar.ts';
import { daysOf, daysOfPoint, lengthOf, periodIn, todayIn } from './days.ts';

describe('the days of a period', () => {
  test('of each preset are those of the dashboards, on every day of a leap year', () => {
    for (let day = '2028-01-01'; day <= '2028-12-31'; day = addDays(day, 1)) {
      for (const preset of presets) expect(daysOf({ preset }, '28d', day)).toEqual(rangeOfPreset(preset, day));
    }
  });

  test('are those that were typed in, where they are days in their order', () => {
    expect(periodIn({ from: '2026-01-01', to: '2026-01-31', preset: '28d' })).toEqual({
      from: '2026-01-01',
      to: '2026-01-31',
    });
    expect(periodIn({ from: '2026-02-30', to: '2026-03-01' })).toEqual({});
    expect(periodIn({ from: '2026-03-01', to: '2026-02-01', preset: 'year' })).toEqual({ preset: 'year' });
    expect(periodIn({ from: '2026-03-01' })).toEqual({});
    expect(periodIn({ preset: 'always' })).toEqual({});
  });

  test('of a month are those of it that were asked for, of a day the day', () => {
    const within = { from: '2028-02-03', to: '2028-04-30' };
    expect(daysOfPoint('2028-02', within)).toEqual({ from: '2028-02-03', to: '2028-02-29' });
    expect(daysOfPoint('2028-03', within)).toEqual({ from: '2028-03-01', to: '2028-03-31' });
    expect(daysOfPoint('2028-03-05', within)).toEqual({ from: '2028-03-05', to: '2028-03-05' });
  });

  test('begin and end in the company’s zone', () => {
    const now = new Date('2026-11-30T23:30:00Z');
    expect(todayIn('Europe/Berlin', now)).toBe('2026-12-01');
    expect(todayIn('America/New_York', now)).toBe('2026-11-30');
    expect(lengthOf(daysOf({}, '28d', '2026-11-30'))).toBe(28);
  });
});

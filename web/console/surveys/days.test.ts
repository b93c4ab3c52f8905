import { describe, expect, test } from 'vitest';
import { daysOf, momentsOf, startOf } from './days.ts';

describe('the days of a period', () => {
  test('28 days include today', () =>
    expect(daysOf('28d', '2026-12-01')).toEqual({ from: '2026-11-04', to: '2026-12-01' }));
  test('last month is whole, also in January', () =>
    expect(daysOf('last_month', '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' }));
  test('a quarter begins with its first month', () =>
    expect(daysOf('quarter', '2026-12-01')).toEqual({ from: '2026-10-01', to: '2026-12-01' }));
  test('a day begins by the company’s clock, not by the browser’s', () => {
    expect(startOf('2026-12-01', 'Europe/Berlin')).toBe('2026-11-30T23:00:00.000Z');
    expect(startOf('2026-07-01', 'America/New_York')).toBe('2026-07-01T04:00:00.000Z');
  });
  test('a day on which clocks are changed is 23 hours long', () =>
    expect(momentsOf({ from: '2026-03-29', to: '2026-03-29' }, 'Europe/Berlin')).toEqual({
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-29T21:59:59.999Z',
    }));
});

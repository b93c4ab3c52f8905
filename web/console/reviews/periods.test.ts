import { expect, it } from 'vitest';
import { endedPeriods } from './periods.ts';

const now = new Date('2026-12-01T22:30:00Z');

it('offers periods that have ended, the newest first', () => {
  expect(endedPeriods('weekly', now, 'UTC').slice(0, 2)).toEqual([
    { period: '2026-W48', from: '2026-11-23', to: '2026-11-29' },
    { period: '2026-W47', from: '2026-11-16', to: '2026-11-22' },
  ]);
  expect(endedPeriods('monthly', now, 'UTC')[0]?.period).toBe('2026-11');
  expect(
    endedPeriods('quarterly', now, 'UTC')
      .map(({ period }) => period)
      .slice(0, 4),
  ).toEqual(['2026-Q3', '2026-Q2', '2026-Q1', '2025-Q4']);
});

it('goes by the day of the company', () => {
  const newYear = new Date('2026-12-31T23:30:00Z');
  expect(endedPeriods('monthly', newYear, 'UTC')[0]?.period).toBe('2026-11');
  expect(endedPeriods('monthly', newYear, 'Europe/Berlin')[0]?.period).toBe('2026-12');
});

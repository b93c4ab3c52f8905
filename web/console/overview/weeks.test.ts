import { expect, test } from 'vitest';
import { areNoise, byWeek } from './weeks.ts';

const day = (index: number, value: number | null, n: number) => ({
  period: `2026-11-${String(index + 1).padStart(2, '0')}`,
  value,
  n,
});

test('a week’s value is the mean over the answers of its days, and a week without answers has none', () => {
  const days = [
    ...[100, 0, -100].map((value, i) => day(i, value, i + 1)),
    ...Array.from({ length: 4 }, (_, i) => day(i + 3, null, 0)),
    ...Array.from({ length: 7 }, (_, i) => day(i + 7, null, 0)),
    day(14, 50, 2),
  ];
  expect(byWeek(days)).toEqual([
    { period: '2026-11-01', n: 6, value: (100 * 1 + 0 * 2 - 100 * 3) / 6 },
    { period: '2026-11-08', n: 0, value: null },
    { period: '2026-11-15', n: 2, value: 50 },
  ]);
});

test('days are shown as weeks where there are many of them and few answers a day', () => {
  const days = (count: number, n: number) => Array.from({ length: count }, (_, i) => day(i, 1, n));
  expect(areNoise(days(90, 29))).toBe(true);
  expect(areNoise(days(90, 30))).toBe(false);
  expect(areNoise(days(28, 1))).toBe(false);
});

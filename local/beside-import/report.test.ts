import { expect, test } from 'vitest';
import { allInTime, describe as table, figuresOf, percentile } from './report.ts';

test('percentiles are values that occurred, by nearest rank', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect([0, 50, 99, 100].map((percent) => percentile(values, percent))).toEqual([1, 100, 198, 200]);
  expect(percentile([], 50)).toBeNaN();
});

test('one complaint that is late, or none at all, misses the goal', () => {
  const inTime = { counted: 5_000, analysed: 10_000 };
  expect(allInTime([inTime, inTime])).toBe(true);
  expect(allInTime([inTime, { ...inTime, counted: 5_001 }])).toBe(false);
  expect(allInTime([{ ...inTime, analysed: Infinity }])).toBe(false);
  expect(allInTime([])).toBe(false);
  expect(
    table('now', [inTime, { counted: 1_000, analysed: 20_000 }])
      .split('\n')
      .slice(2),
  ).toEqual(['| counted | 2 | 1.0 | 5.0 | 5.0 | ≤ 5.0 | yes |', '| analysed | 2 | 10.0 | 20.0 | 20.0 | ≤ 10.0 | no |']);
});

test('a figure without a goal misses none, and one above its goal does', () => {
  const figures = [
    { name: 'Ctrl-C', value: 20.04, unit: 's', atMost: 20 },
    { name: 'records a second', value: 61.27, unit: 'records' },
  ];
  expect(figuresOf(figures).split('\n').slice(2)).toEqual([
    '| Ctrl-C | 20 s | ≤ 20 | no |',
    '| records a second | 61.3 records |  |  |',
  ]);
});

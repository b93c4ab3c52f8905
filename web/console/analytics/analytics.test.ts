import { expect, test } from 'vitest';
import { levelsOf } from './levels.ts';
import { byScore } from './medians.ts';

test('a week lies on the level of the last change before it, the first weeks on that before the first change', () => {
  const weeks = ['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26'].map((week) => ({ week }));
  const changes = [
    { day: '2026-01-26', before: 3, after: 4 },
    { day: '2026-01-10', before: 2, after: 3 },
  ];
  expect(levelsOf(weeks, changes).map(({ value }) => value)).toEqual([2, 3, 3, 4]);
  expect(levelsOf(weeks, [])).toEqual([]);
});

test('of each score the median of all of its records is told, the best score first', () => {
  const cells = [
    { x: 5, y: 10, n: 1 },
    { x: 5, y: 30, n: 3 },
    { x: 2, y: 40, n: 1 },
    { x: 2, y: 60, n: 1 },
  ];
  expect(byScore(cells, false)).toEqual([
    { score: 5, value: 30, n: 4 },
    { score: 2, value: 50, n: 2 },
  ]);
});

test('of yes and no the share of yes is told', () => {
  const cells = [
    { x: 5, y: 1, n: 3 },
    { x: 5, y: 0, n: 1 },
  ];
  expect(byScore(cells, true)).toEqual([{ score: 5, value: 0.75, n: 4 }]);
});

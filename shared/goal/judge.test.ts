import { expect, test } from 'vitest';
import { mean } from '../metrics/readings.ts';
import { neededOf, statusOf } from './judge.ts';

const goal = { target: 4.2, minN: 30, from: '2026-11-01', to: '2026-11-30', direction: 'up_good' as const };
const figure = (value: number | null, marginOfError = 0.04, n = 100) => ({ value, n, marginOfError, excluded: {} });
const AFTER = '2026-12-01';

test('Goal 4.2 at the end: 4.25 ± 0.10 → `close`, 4.25 ± 0.04 → `reached`, 4.19 ± 0.04 → `missed`', () => {
  expect(statusOf(goal, figure(4.25, 0.1), AFTER)).toBe('close');
  expect(statusOf(goal, figure(4.25, 0.04), AFTER)).toBe('reached');
  expect(statusOf(goal, figure(4.19, 0.04), AFTER)).toBe('missed');
});

test('until its last day, that day included, it is on course, behind or too few', () => {
  for (const today of ['2026-11-10', '2026-11-30']) {
    expect(statusOf(goal, figure(4.2, 0.5), today)).toBe('on_course');
    expect(statusOf(goal, figure(4.199, 0.001), today)).toBe('behind');
    expect(statusOf(goal, figure(5, 0.01, 29), today)).toBe('too_few');
    expect(statusOf(goal, figure(null, 0, 0), today)).toBe('too_few');
  }
  expect(statusOf(goal, figure(5, 0.01, 29), AFTER)).toBe('too_few');
});

test('where less is better, beyond the target is below it', () => {
  const hours = { ...goal, target: 24, direction: 'down_good' as const };
  expect(statusOf(hours, figure(20, 3), AFTER)).toBe('reached');
  expect(statusOf(hours, figure(23, 3), AFTER)).toBe('close');
  expect(statusOf(hours, figure(25, 3), AFTER)).toBe('missed');
  expect(statusOf(hours, figure(25, 3), '2026-11-10')).toBe('behind');
});

test('an interval that is not symmetric is taken as it is, and a number without one by its value', () => {
  const share = { value: 80, n: 50, excluded: {}, marginOfError: 11, interval: { low: 67, high: 89 } };
  expect(statusOf({ ...goal, target: 68 }, share, AFTER)).toBe('close');
  expect(statusOf({ ...goal, target: 67 }, share, AFTER)).toBe('reached');
  expect(statusOf({ ...goal, target: 100 }, { value: 120, n: 120, excluded: {} }, AFTER)).toBe('reached');
});

test('40 answers with mean 4.05 in 10 of 30 days, target 4.2 → `needed` 4.275', () => {
  // 31 fours, 7 fives, a three and a two: 162.
  const bars = { 'csat:4:1:5': 32, 'csat:5:1:5': 6, 'csat:3:1:5': 0, 'csat:2:1:5': 2 };
  const reading = mean('csat', 5)(bars);
  expect([reading.n, reading.value]).toEqual([40, 4.05]);
  expect(neededOf(goal, reading, '2026-11-10', [1, 5])).toBeCloseTo(4.275, 12);
});

test('nothing is needed that is off the scale, on the last day, before the first or without answers', () => {
  expect(neededOf(goal, figure(1.2, 0, 40), '2026-11-25', [1, 5])).toBeNull();
  expect(neededOf(goal, figure(5, 0, 4_000), '2026-11-29', [1, 5])).toBeNull();
  expect(neededOf(goal, figure(4, 0, 40), '2026-11-30', [1, 5])).toBeNull();
  expect(neededOf(goal, figure(4, 0, 40), '2026-12-05', [1, 5])).toBeNull();
  expect(neededOf(goal, figure(null, 0, 0), '2026-11-10', [1, 5])).toBeNull();
  expect(neededOf(goal, figure(4, 0, 40), '2026-10-10', [1, 5])).toBeNull();
});

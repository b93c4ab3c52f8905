import { expect, test } from 'vitest';
import { compared, isHappy, isImproved } from './recovery.ts';

const csat = (value: number, scaleMin = 1, scaleMax = 5) => ({ metric: 'csat', value, scaleMin, scaleMax });
const nps = (value: number, scaleMax = 10) => ({ metric: 'nps', value, scaleMin: 0, scaleMax });
const ces = (value: number) => ({ metric: 'ces', value, scaleMin: 1, scaleMax: 7 });

test.each([
  [csat(4), true],
  [csat(3.9), false],
  [csat(7.5, 0, 10), true],
  [csat(7.4, 0, 10), false],
  [nps(7), true],
  [nps(6.9), false],
  [nps(5, 5), false],
  [ces(5), true],
  [ces(4.9), false],
  [{ ...csat(5), metric: 'rating' }, false],
  [{ ...csat(5), metric: 'toString' }, false],
])('%o is happy: %s', (score, happy) => {
  expect(isHappy(score)).toBe(happy);
});

test('improved is higher on the own scale of each answer', () => {
  expect(isImproved(csat(2), csat(3))).toBe(true);
  expect(isImproved(csat(3), csat(3))).toBe(false);
  expect(isImproved(csat(3), csat(5, 0, 10))).toBe(false);
  expect(isImproved(csat(3), csat(6, 0, 10))).toBe(true);
});

test('answers are compared on the first metric that both have; without one only the later is told', () => {
  expect(compared([nps(3), csat(1)], [csat(5), nps(9)])).toEqual({ before: csat(1), after: csat(5) });
  expect(compared([nps(3)], [csat(5), nps(9)])).toEqual({ before: nps(3), after: nps(9) });
  expect(compared([ces(3)], [csat(5), nps(9)])).toEqual({ after: csat(5) });
  const rating = { ...csat(5), metric: 'rating' };
  expect(compared([rating], [rating])).toEqual({});
});

import { expect, test } from 'vitest';
import { randomOf } from '../testing/random.ts';
import { logistic } from './ridge-logistic.ts';
import { areaUnderCurve, calibrationOf, hanleyMcNeil, type Scored, skillOf } from './skill.ts';

test('AUC 0.72 with 400·100 → 0.670…0.770', () => {
  // With the rarer class first the variance is another one.
  const interval = hanleyMcNeil(0.72, 400, 100);
  expect(interval).toEqual({ low: expect.closeTo(0.67, 2), high: expect.closeTo(0.77, 2) });
});

const scored = (...ps: [number, 0 | 1][]): Scored[] => ps.map(([p, y]) => ({ p, y }));

test('the area under the curve counts pairs, and ties for half', () => {
  expect(areaUnderCurve(scored([0.1, 0], [0.2, 0], [0.8, 1], [0.9, 1]))).toBe(1);
  expect(areaUnderCurve(scored([0.5, 0], [0.5, 1], [0.5, 0]))).toBe(0.5);
  expect(areaUnderCurve(scored([0.2, 1], [0.4, 0], [0.4, 1], [0.9, 1]))).toBeCloseTo(1.5 / 3, 12);
});

test('skill is 0 for always saying the base rate, and 1 for knowing', () => {
  const truth = scored([0.75, 1], [0.75, 1], [0.75, 1], [0.75, 0]);
  expect(skillOf(truth, 0.75).skill).toBe(0);
  const known = truth.map(({ y }) => ({ p: y, y }));
  expect(skillOf(known, 0.75)).toMatchObject({ skill: 1, brier: 0, base: 0.1875 });
});

/** Things that come true as often as a log-odds says. */
const drawn = (n: number, told: (score: number) => number): Scored[] => {
  const random = randomOf(8);
  return Array.from({ length: n }, () => {
    const score = 4 * random() - 1;
    return { p: logistic(told(score)), y: random() < logistic(score) ? 1 : 0 };
  });
};

test('a p that means what it says has slope 1 and intercept 0; one that exaggerates is rough', () => {
  const good = calibrationOf(drawn(4_000, (score) => score));
  expect(good).toMatchObject({ slope: expect.closeTo(1, 0), intercept: expect.closeTo(0, 0), rough: false });
  expect(good.bins).toHaveLength(10);
  expect(good.bins.reduce((sum, { n }) => sum + n, 0)).toBe(4_000);
  const covered = good.bins.filter(
    ({ predicted, interval }) => interval.low <= predicted && predicted <= interval.high,
  );
  expect(covered.length).toBeGreaterThanOrEqual(8);
  expect(calibrationOf(drawn(4_000, (score) => 2 * score))).toMatchObject({
    slope: expect.closeTo(0.5, 1),
    rough: true,
  });
});

import { expect, test } from 'vitest';
import { randomOf } from '../testing/random.ts';
import { type AnswerCounts, decompose, testedParts } from './kitagawa.ts';

/** `n` answers with that mean, as counts of two values beside each other on 1 to 5 in tenths. */
const values = Array.from({ length: 41 }, (_, tenth) => 1 + tenth / 10);
const at = (n: number, mean: number): Float64Array => {
  const counts = new Float64Array(values.length);
  counts[Math.round((mean - 1) * 10)] = n;
  return counts;
};
const group = (before: [number, number], now: [number, number]): AnswerCounts => ({
  before: at(...before),
  now: at(...now),
});
const meanOf = (side: keyof AnswerCounts, groups: readonly AnswerCounts[]): number => {
  let [n, sum] = [0, 0];
  for (const one of groups)
    for (const [step, count] of one[side].entries()) [n, sum] = [n + count, sum + count * (values[step] ?? 0)];
  return sum / n;
};

const example = [
  group([100, 4], [160, 3.5]),
  group([60, 4.2], [50, 4.2]),
  group([40, 3.6], [40, 3.7]),
  group([0, 3], [10, 2]),
];

test('billing 100 of 4.0 → 160 of 3.5, delivery 60·4.2 → 50·4.2, app 40·3.6 → 40·3.7, new 0 → 10·2.0 add up to the change', () => {
  const [billing, delivery, app, added] = decompose(values, example);
  expect([meanOf('before', example), meanOf('now', example)]).toEqual([
    expect.closeTo(3.98, 9),
    expect.closeTo(3.6077, 4),
  ]);
  expect(billing).toEqual({
    within: expect.closeTo(-0.2788, 4),
    mix: expect.closeTo(-0.0051, 4),
    total: expect.closeTo(-0.2839, 4),
  });
  expect(added?.total).toBeCloseTo(-0.069, 4);
  expect(added?.within).toBe(0);
  expect(delivery?.total).toBeCloseTo(-0.0437, 4);
  expect(app?.total).toBeCloseTo(0.0243, 4);
  const sum = decompose(values, example).reduce((all, { total }) => all + total, 0);
  expect(sum).toBeCloseTo(-0.3723, 4);
  expect(Math.abs(sum - (meanOf('now', example) - meanOf('before', example)))).toBeLessThan(1e-9);
});

test('a group that is absent on one side takes the mean of the other: it is all mix', () => {
  const [gone, come, stayed] = decompose(values, [
    group([20, 2], [0, 3]),
    group([0, 3], [20, 5]),
    group([80, 4], [80, 4]),
  ]);
  // Shares of 20 %; the means of both periods are 3.6 and 4.2.
  expect(gone).toEqual({ within: 0, mix: expect.closeTo(-0.2 * (2 - 3.9), 9), total: expect.closeTo(0.38, 9) });
  expect(come).toEqual({ within: 0, mix: expect.closeTo(0.2 * (5 - 3.9), 9), total: expect.closeTo(0.22, 9) });
  expect(stayed?.total).toBeCloseTo(0, 9);
});

test('over 10 000 random tables the parts add up to the change within 1e-9', () => {
  const random = randomOf(3);
  const nps = [-100, 0, 100];
  let worst = 0;
  for (let table = 0; table < 10_000; table++) {
    const counts = (): Float64Array => Float64Array.from(nps, () => (random() < 0.3 ? 0 : Math.floor(random() * 90)));
    const groups = Array.from({ length: 1 + Math.floor(random() * 8) }, () => ({ before: counts(), now: counts() }));
    // Neither side is empty.
    groups.push({ before: Float64Array.of(1, 0, 2), now: Float64Array.of(0, 3, 1) });
    const mean = (side: keyof AnswerCounts): number => {
      const all = nps.map((_, step) => groups.reduce((sum, one) => sum + (one[side][step] ?? 0), 0));
      return all.reduce((sum, count, step) => sum + count * (nps[step] ?? 0), 0) / all.reduce((a, b) => a + b, 0);
    };
    const sum = decompose(nps, groups).reduce((all, { within, mix }) => all + within + mix, 0);
    worst = Math.max(worst, Math.abs(sum - (mean('now') - mean('before'))));
  }
  expect(worst).toBeLessThan(1e-9);
});

/** Answers 1 to 5, so many of each. */
const fives = [1, 2, 3, 4, 5];
const of = (...counts: number[]): Float64Array => Float64Array.from(counts);

test('the group that fell is told apart from those that did not, with an interval that holds its part', () => {
  const still = of(20, 30, 50, 200, 200);
  const groups = [
    { before: still, now: of(120, 90, 80, 110, 100) },
    { before: still, now: of(22, 28, 51, 198, 201) },
    { before: still, now: of(19, 32, 48, 203, 198) },
  ];
  const [fell, ...others] = testedParts(fives, groups);
  expect(fell).toMatchObject({ clear: true });
  expect(fell?.interval.low).toBeLessThan(fell?.total ?? NaN);
  expect(fell?.interval.high).toBeGreaterThan(fell?.total ?? NaN);
  expect(fell?.interval.high).toBeLessThan(0);
  expect(others.map(({ clear }) => clear)).toEqual([false, false]);
});

test('the same counts twice give the same bytes', () => {
  expect(JSON.stringify(testedParts(values, example))).toBe(JSON.stringify(testedParts(values, example)));
});

test('of 100 changes of 25 groups that are chance alone 5 % and what chance adds name a driver, not as many as p of 0 would', () => {
  const random = randomOf(11);
  const shares = [0.05, 0.1, 0.15, 0.4, 0.3];
  const drawn = (n: number): Float64Array => {
    const counts = new Float64Array(5);
    for (let one = 0; one < n; one++) {
      let left = random();
      const answer = shares.findIndex((share) => (left -= share) < 0);
      counts[answer < 0 ? 4 : answer] = (counts[answer < 0 ? 4 : answer] ?? 0) + 1;
    }
    return counts;
  };
  let named = 0;
  for (let change = 0; change < 100; change++) {
    const groups = Array.from({ length: 25 }, (_, at) => ({ before: drawn(20 + 3 * at), now: drawn(20 + 3 * at) }));
    if (testedParts(fives, groups).some(({ clear }) => clear)) named++;
  }
  // 5 and two standard deviations; redraws alone name one in 15.
  expect(named).toBeLessThanOrEqual(9);
}, 120_000);

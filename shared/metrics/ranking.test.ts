import { describe, expect, test } from 'vitest';
import type { Direction } from './metric.ts';
import { pooled, rank } from './ranking.ts';

type Rows = readonly (readonly [n: number, mean: number, variance: number])[];
/** Agents drawn towards a mean, that of all their values unless given. */
function ranked(rows: Rows, { direction = 'up_good', prior }: { direction?: Direction; prior?: number } = {}) {
  const all = rows.reduce((sum, [n]) => sum + n, 0);
  const mean = prior ?? rows.reduce((sum, [n, value]) => sum + n * value, 0) / all;
  const candidates = rows.map(([n, value], index) => ({ key: `agent-${index}`, n, value, prior: mean }));
  return rank(candidates, direction, pooled(rows.map(([n, , variance]) => ({ n, variance }))));
}

// Values by NumPy 2 from the formulas.
describe('agents (n, mean, s²) 120·4.4·1, 80·4.1·1.1, 6·4.9·0.9, 200·4.0·1.05, 40·3.5·1.3, 12·4.6·0.8', () => {
  const six: Rows = [
    [120, 4.4, 1],
    [80, 4.1, 1.1],
    [6, 4.9, 0.9],
    [200, 4, 1.05],
    [40, 3.5, 1.3],
    [12, 4.6, 0.8],
  ];
  const { ranking, standings } = ranked(six);

  test('τ² 0.0894, k 11.9', () => {
    expect(ranking).toMatchObject({ ranked: true, estimated: true });
    expect(ranking.tau2).toBeCloseTo(0.08938775899794812, 12);
    expect(ranking.sigma2).toBeCloseTo(1.0594026548672566, 12);
    expect(ranking.k).toBeCloseTo(11.9, 1);
  });

  test('6 answers of 4.90 become 4.373, below the 120 of 4.40 (4.374), and unplaced', () => {
    const [many, few] = [standings.get('agent-0'), standings.get('agent-2')];
    expect(few?.adjusted).toBeCloseTo(4.37293976, 8);
    expect(many?.adjusted).toBeCloseTo(4.37358342, 8);
    expect((many?.interval.high ?? 0) - (many?.adjusted ?? 0)).toBeCloseTo(0.17568862, 7);
    expect(few).not.toHaveProperty('place');
    expect([0, 5, 1, 3, 4].map((index) => standings.get(`agent-${index}`)?.place)).toEqual([1, 2, 3, 4, 5]);
  });

  test('are above or below where the interval leaves the mean, else average', () => {
    expect([0, 1, 2, 3, 4, 5].map((index) => standings.get(`agent-${index}`)?.standing)).toEqual([
      'above',
      'average',
      'average',
      'average',
      'below',
      'average',
    ]);
  });

  test('of a number of which less is better, the first is the lowest', () => {
    expect(ranked(six, { direction: 'down_good' }).standings.get('agent-4')?.place).toBe(1);
  });
});

test('five agents between 3.95 and 4.10 with n 40–60, s² 1: τ² 0, no ranking', () => {
  const { ranking, standings } = ranked([
    [40, 3.95, 1],
    [45, 4, 1],
    [50, 4.05, 1],
    [55, 4.1, 1],
    [60, 4, 1],
  ]);
  expect(ranking).toMatchObject({ ranked: false, reason: 'chance', tau2: 0, k: null });
  for (const standing of standings.values()) {
    expect(standing.adjusted).toBeCloseTo(4.024, 10);
    expect(standing).not.toHaveProperty('place');
    expect(standing).not.toHaveProperty('standing');
  }
});

test('below five groups of five answers k is 10, and below three of ten answers nobody has a place', () => {
  const { ranking, standings } = ranked(
    [
      [9, 3, 0],
      [40, 4, 1],
      [30, 4.5, 1],
      [1, 5, NaN],
    ],
    { prior: 3.2 },
  );
  expect(ranking).toMatchObject({ estimated: false, k: expect.closeTo(10, 10), ranked: false, reason: 'too_few' });
  expect(standings.get('agent-3')?.adjusted).toBeCloseTo((1 * 5 + 10 * 3.2) / 11, 12);
  expect(standings.get('agent-0')?.adjusted).toBeCloseTo((9 * 3 + 10 * 3.2) / 19, 12);
});

test('groups in which all answers are the same have finite numbers', () => {
  const { ranking, standings } = ranked(Array.from({ length: 6 }, () => [20, 5, 0] as const));
  expect(ranking).toMatchObject({ ranked: false, reason: 'chance', sigma2: 0, tau2: 0 });
  expect([...standings.values()].every(({ adjusted }) => adjusted === 5)).toBe(true);
});

import { describe, expect, test } from 'vitest';
import { binomial, hypergeometric, logFactorial, logGamma, negativeBinomial } from './distributions.ts';
import { inverseNormal, upperTail } from './normal.ts';

/** Equal up to a part of the value. */
const expectClose = (value: number, wanted: number, part = 1e-10): void =>
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * part);

// Values by SciPy 1.17.1, which has other algorithms (Boost, Cephes): `stats.hypergeom`, `.binom`, `.nbinom` as
// cdf(x − 1) + ½·pmf(x) or sf(x) + ½·pmf(x), `stats.norm.ppf` and `.sf`, `special.gammaln`.

describe('log-factorials', () => {
  test.each([
    [0, 0],
    [1, 0],
    [10, 15.104412573075516],
    [170, 706.5730622457875],
    [255, 1161.7121011184006],
    [256, 1167.2572785628804],
    [257, 1172.8063546477754],
    [1_000, 5912.128178488164],
    [1_000_000, 12815518.384658169],
  ])('ln %d! is as SciPy says', (n, wanted) => expectClose(logFactorial(n), wanted, 1e-14));

  test.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247],
    [2.3, 0.15418945495963046],
    [15.9, 27.625493215168696],
    [40.7, 109.21135531048935],
  ])('ln Γ(%d) is as SciPy says', (x, wanted) => expectClose(logGamma(x), wanted, 1e-13));
});

describe('the tails of distributions', () => {
  test('are as SciPy says, also far out', () => {
    expectClose(hypergeometric(850, { n: 1_000, marked: 4_450, total: 5_000 }, 'below'), 6.2445817393884114e-6);
    expectClose(binomial(12, 20, 0.8, 'below'), 0.021062224700799704);
    expectClose(binomial(700, 1_000, 8_000.5 / 10_001, 'below'), 3.064237222991001e-14);
    expectClose(binomial(30, 100, 0.1, 'above'), 1.5249080435083326e-8);
    const counts = { mean: 11, variance: 11 * (468 / 7 / 11) * (9 / 8) };
    expectClose(negativeBinomial(60, counts, 'above'), 0.0005545179241381654);
    expectClose(negativeBinomial(1, counts, 'below'), 0.048205374780562735);
  });

  test.each(['hypergeometric', 'binomial', 'negative binomial'])('of both sides sum to 1: %s', (name) => {
    for (let x = 0; x <= 20; x++) {
      const of = {
        hypergeometric: (side: 'below' | 'above') => hypergeometric(x, { n: 20, marked: 300, total: 500 }, side),
        binomial: (side: 'below' | 'above') => binomial(x, 20, 0.3, side),
        'negative binomial': (side: 'below' | 'above') => negativeBinomial(x, { mean: 7, variance: 30 }, side),
      }[name];
      expect((of?.('below') ?? 0) + (of?.('above') ?? 0)).toBeCloseTo(1, 11);
    }
  });

  test('end where nothing lies beyond: what cannot be less is below by chance half of the time it is seen', () => {
    expect(binomial(0, 4, 0.5, 'below')).toBeCloseTo(0.5 / 16, 14);
    expect(binomial(4, 4, 0.5, 'above')).toBeCloseTo(0.5 / 16, 14);
    expect(hypergeometric(3, { n: 5, marked: 500, total: 502 }, 'below')).toBeGreaterThan(0);
    expect(hypergeometric(5, { n: 5, marked: 505, total: 505 }, 'below')).toBe(0.5);
    expect(binomial(0, 0, 1 / 9, 'above')).toBe(0.5);
  });
});

describe('the normal distribution', () => {
  test.each([
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798409],
    [1e-5, -4.264890793922825],
    [0.001, -3.090232306167813],
    [0.02, -2.053748910631823],
    [0.3, -0.5244005127080409],
    [0.5, 0],
    [0.7, 0.5244005127080407],
    [0.975, 1.959963984540054],
    [0.999999, 4.753424308817087],
  ])('z of p = %d is as SciPy says', (p, wanted) => expectClose(inverseNormal(p), wanted, 1e-14));

  test.each([
    [-9, 1],
    [-4, 0.9999683287581669],
    [-1.5, 0.9331927987311419],
    [0, 0.5],
    [0.5, 0.3085375387259869],
    [2, 0.022750131948179195],
    [2.999, 0.0013543365337271057],
    [3, 0.0013498980316300933],
    [3.001, 0.0013454728250849653],
    [4, 3.167124183311986e-5],
    [6, 9.865876450376946e-10],
    [10, 7.61985302416047e-24],
    [30, 4.906713927147908e-198],
  ])('P(Z > %d) is as SciPy says', (z, wanted) => expectClose(upperTail(z), wanted, 1e-11));

  test('has a z and a tail that undo each other', () => {
    for (let z = -6; z < 6; z += 0.37) expect(-inverseNormal(upperTail(z))).toBeCloseTo(z, 6);
  });
});

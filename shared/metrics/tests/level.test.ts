import { describe, expect, test } from 'vitest';
import { ewma } from './ewma.ts';
import { spike } from './spike.ts';
import { threshold } from './threshold.ts';

describe('a threshold', () => {
  test.each([
    [85, 'ok'],
    [84.999, 'warning'],
    [75, 'warning'],
    [74.999, 'critical'],
  ] as const)('Threshold below 85/75: %d %s', (value, level) => {
    expect(threshold(value, { direction: 'below', warning: 85, critical: 75 })).toBe(level);
  });

  test('may have one level only, and look upwards', () => {
    expect(threshold(10.1, { direction: 'above', critical: 10 })).toBe('critical');
    expect(threshold(10, { direction: 'above', critical: 10 })).toBe('ok');
    expect(threshold(0, { direction: 'below', warning: 10 })).toBe('warning');
  });
});

describe('a lasting shift', () => {
  const chart = (days: number, n = 10) => Array.from({ length: days }, () => ({ n, z: -1.5 }));
  const after = (days: number) => ewma(chart(days), { lambda: 0.2, minSample: 5 });

  test('z = −1.5 daily from day 1: EWMA breaches on day 5 (−1.0085 against −0.9328), not on day 4', () => {
    expect(after(5).e).toBeCloseTo(-1.0085, 4);
    expect(2.962 * after(5).deviation).toBeCloseTo(0.9328, 4);
    expect(Math.abs(after(4).e)).toBeLessThan(2.962 * after(4).deviation);
  });

  test('days with too few answers are skipped, and do not count as days', () => {
    const gaps = chart(5).flatMap((day) => [{ n: 4, z: 7 }, day]);
    expect(ewma(gaps, { lambda: 0.2, minSample: 5 })).toEqual(after(5));
    expect(ewma([], { lambda: 0.2, minSample: 5 })).toEqual({ e: 0, deviation: 0, t: 0 });
  });

  test('with λ = 1 is the last day alone', () => {
    expect(ewma([...chart(9), { n: 5, z: 2 }], { lambda: 1, minSample: 5 })).toEqual({ e: 2, deviation: 1, t: 10 });
  });
});

describe('a spike', () => {
  const mondays = [10, 12, 9, 11, 10, 8, 13, 11];
  // SciPy 1.17.1: d = binom(x + 84, 1/9); d.sf(x) + ½·d.pmf(x).
  test.each([
    [23, 0.0010045404256725293],
    [24, 0.0004835472457411203],
  ])('Mondays 10 12 9 11 10 8 13 11: %d has p %d', (x, p) => {
    expect(spike(x, mondays, 'above')).toEqual({ p: expect.closeTo(p, 12) as number, mean: 10.5, phi: 1 });
  });

  test('Mondays 4 20 9 2 15 7 25 6 (φ 6.08): 25, which plain Poisson would call (0.0004), has p 0.073', () => {
    // SciPy 1.17.1: nbinom(r, r/(r + 11)), r = 121/(variance − 11), variance 11·φ·9/8.
    const { p, phi, mean } = spike(25, [4, 20, 9, 2, 15, 7, 25, 6], 'above');
    expect([p, phi, mean]).toEqual([expect.closeTo(0.07318722831938598, 10), expect.closeTo(468 / 77, 12), 11]);
  });

  test('looks downwards, too', () => {
    expect(spike(1, mondays, 'below').p).toBeLessThan(0.001);
    expect(spike(10, mondays, 'below').p).toBeGreaterThan(0.3);
  });

  test('where nothing ever came, is what comes now', () => {
    expect(spike(10, [0, 0, 0, 0], 'above')).toEqual({
      p: expect.closeTo(0.5 * 0.2 ** 10, 15) as number,
      mean: 0,
      phi: 1,
    });
  });
});

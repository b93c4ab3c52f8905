import { expect, test } from 'vitest';
import { limitsAt, signalsAt, stretchOf } from './control-chart.ts';

test('p̄ 0.8, n 50, σ 1 has the limits 0.630…0.970', () => {
  const limits = limitsAt({ centre: 0.8, s: Math.sqrt(0.16), sigma: 1, low: 0, high: 1 }, 50);
  expect(limits).toEqual({ low: expect.closeTo(0.63, 3), high: expect.closeTo(0.97, 3) });
  expect(limitsAt({ centre: 0.8, s: 0.4, sigma: 3, low: 0, high: 1 }, 50).high).toBe(1);
});

const at = (...zs: number[]) => signalsAt(zs, zs.length - 1);

test('each rule signals at the period that completes it, on its side, and not before', () => {
  expect(at(0.4, 3.1)).toEqual([{ rule: 'beyond_3_sigma', side: 'above' }]);
  expect(at(0.4, -3.1)).toEqual([{ rule: 'beyond_3_sigma', side: 'below' }]);
  expect(at(2.9)).toEqual([]);
  expect(at(...Array.from({ length: 8 }, () => -0.5))).toEqual([{ rule: 'eight_on_one_side', side: 'below' }]);
  expect(at(...Array.from({ length: 7 }, () => -0.5))).toEqual([]);
  expect(at(-0.5, -0.5, -0.5, 0.1, -0.5, -0.5, -0.5, -0.5)).toEqual([]);
  expect(at(2.1, 0, 2.2)).toEqual([{ rule: 'two_of_three_beyond_2_sigma', side: 'above' }]);
  expect(at(2.1, 2.2, 0)).toEqual([]);
  expect(at(2.1, 0, 0, 2.2)).toEqual([]);
  expect(at(-2.1, 0, 2.2)).toEqual([]);
});

const day = (period: string, x: number, n = 50) => ({
  period,
  n,
  sample: { kind: 'proportion' as const, x, n },
});
const usual = Array.from({ length: 30 }, (_, index) => day(`d${index}`, 38 + (index % 5)));

test('limits come from the baseline, wider where a period has fewer answers', () => {
  const stretch = stretchOf([...usual, day('many', 20), day('few', 2, 5)], 30);
  expect(stretch.usual).toMatchObject({ centre: 0.8, sigma: 1 });
  const [many, few] = stretch.points.slice(-2);
  expect(many?.signals).toContainEqual({ rule: 'beyond_3_sigma', side: 'below' });
  expect(few?.signals).not.toContainEqual({ rule: 'beyond_3_sigma', side: 'below' });
  expect((few?.high ?? NaN) - (few?.low ?? NaN)).toBeGreaterThan((many?.high ?? NaN) - (many?.low ?? NaN));
});

test('a period without answers has no limits, and too short a baseline none at all', () => {
  const stretch = stretchOf([...usual, day('none', 0, 0)], 30);
  expect(stretch.points.at(-1)).toEqual({ period: 'none', signals: [] });
  expect(stretchOf(usual.slice(0, 19), 30).usual).toEqual({ value: null, reason: 'too_short', need: 20, have: 19 });
});

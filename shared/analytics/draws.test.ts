import { expect, test } from 'vitest';
import { randomOf } from '../testing/random.ts';
import { drawBinomial, drawMultinomial } from './draws.ts';

test.each([
  [20, 0.1],
  [400, 0.02],
  [50, 0.4],
  [1_000, 0.3],
  [30, 0.8],
  [100_000, 0.97],
])('draws of %i trials at %d have the mean and the variance of the binomial distribution', (n, p) => {
  const random = randomOf(5);
  const draws = Array.from({ length: 20_000 }, () => drawBinomial(random, n, p));
  const mean = draws.reduce((sum, one) => sum + one, 0) / draws.length;
  const variance = draws.reduce((sum, one) => sum + (one - mean) ** 2, 0) / draws.length;
  const expected = n * p * (1 - p);
  // Five standard errors of either.
  expect(Math.abs(mean - n * p)).toBeLessThan(5 * Math.sqrt(expected / draws.length));
  expect(Math.abs(variance / expected - 1)).toBeLessThan(5 * Math.sqrt(2.5 / draws.length));
  expect(draws.every((one) => Number.isInteger(one) && one >= 0 && one <= n)).toBe(true);
});

test('what is certain is drawn without chance', () => {
  const random = randomOf(5);
  expect([drawBinomial(random, 7, 0), drawBinomial(random, 7, 1), drawBinomial(random, 0, 0.5)]).toEqual([0, 7, 0]);
});

test('a redraw has as many draws as there were counts, and none on a cell without', () => {
  const random = randomOf(5);
  const counts = Float64Array.of(12, 0, 300, 5, 0, 83);
  const drawn = new Float64Array(counts.length);
  for (let draw = 0; draw < 1_000; draw++) {
    drawMultinomial(random, counts, drawn);
    expect(drawn.reduce((sum, one) => sum + one, 0)).toBe(400);
    expect([drawn[1], drawn[4]]).toEqual([0, 0]);
  }
});

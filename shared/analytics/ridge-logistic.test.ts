import { expect, test } from 'vitest';
import { randomOf } from '../testing/random.ts';
import { logistic, ridgeLogistic } from './ridge-logistic.ts';

test('without a ridge it is the maximum likelihood fit: of one yes-or-no column the log odds ratio', () => {
  // 30 of 40 with, 15 of 45 without.
  const cells = [...Array.from({ length: 40 }, () => 1), ...Array.from({ length: 45 }, () => 0)];
  const y = [30, 10, 15, 30].flatMap((many, at) => Array.from({ length: many }, () => (at % 2 === 0 ? 1 : 0)));
  const { coefficients, covariance } = ridgeLogistic(
    { width: 1, cells: Float64Array.from(cells) },
    Uint8Array.from(y),
    0,
  );
  expect(coefficients[0]).toBeCloseTo(Math.log(15 / 30), 9);
  expect(coefficients[1]).toBeCloseTo(Math.log(30 / 10 / (15 / 30)), 9);
  expect(covariance[3]).toBeCloseTo(1 / 30 + 1 / 10 + 1 / 15 + 1 / 30, 9);
});

test('the ridge draws coefficients to 0 and not the intercept; at the end the gradient is 0', () => {
  const random = randomOf(3);
  const [rows, width] = [400, 3];
  const cells = Float64Array.from({ length: rows * width }, () => random() * 2 - 1);
  const y = Uint8Array.from({ length: rows }, (_, at) =>
    random() < logistic(1 + 2 * (cells[at * width] ?? 0)) ? 1 : 0,
  );
  const fits = [0, 1, 50].map((lambda) => ridgeLogistic({ width, cells }, y, lambda).coefficients);
  const sizes = fits.map((fit) => Math.abs(fit[1] ?? NaN));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  const [, fit = new Float64Array(4)] = fits;
  const gradient = [0, 0, 0, 0];
  for (let at = 0; at < rows; at++) {
    const row = [1, ...cells.subarray(at * width, (at + 1) * width)];
    const error = (y[at] ?? 0) - logistic(row.reduce((sum, x, j) => sum + x * (fit[j] ?? 0), 0));
    for (const [j, x] of row.entries()) gradient[j] = (gradient[j] ?? 0) + x * error;
  }
  expect(gradient.map((one, j) => one - (j === 0 ? 0 : (fit[j] ?? 0))).every((one) => Math.abs(one) < 1e-6)).toBe(true);
});

test('columns that depend on one another are told apart by the ridge alone', () => {
  const cells = Float64Array.from({ length: 80 }, (_, at) => (at < 40 ? 1 : 0));
  const y = Uint8Array.from({ length: 40 }, (_, at) => (at % 3 === 0 ? 1 : 0));
  expect(ridgeLogistic({ width: 2, cells }, y, 1).coefficients.every(Number.isFinite)).toBe(true);
  expect(() => ridgeLogistic({ width: 2, cells }, y, 0)).toThrow('depend on one another');
});

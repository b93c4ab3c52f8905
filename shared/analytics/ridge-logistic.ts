import { inverted } from './least-squares.ts';

/** Rows of `width` numbers, one after the other. */
export type Table = { width: number; cells: Float64Array };
/** Coefficients, the intercept first, and their covariance, row after row. */
export type LogisticFit = { coefficients: Float64Array; covariance: Float64Array };

const MOST_STEPS = 50;
const EXACT = 1e-10;
/** Further from 0.5 a probability is no weight any more. */
const LEAST_WEIGHT = 1e-10;

export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * Logistic regression with a ridge: makes −ln L + λ/2·Σβ² least, the intercept left out of the sum, by iteratively reweighted
 * least squares (P. McCullagh & J. A. Nelder, Generalized Linear Models, 1989; A. Hoerl & R. Kennard, Technometrics 12, 1970).
 * Covariance (X'WX + λI)⁻¹. `y` is 1 or 0.
 */
export function ridgeLogistic({ width, cells }: Table, y: Uint8Array, lambda: number): LogisticFit {
  const size = width + 1;
  let coefficients: Float64Array = new Float64Array(size);
  const row = new Float64Array(size);
  row[0] = 1;
  for (let step = 0; ; step++) {
    const information = Array.from({ length: size }, () => new Float64Array(size));
    const gradient = new Float64Array(size);
    for (let at = 0; at < y.length; at++) {
      row.set(cells.subarray(at * width, (at + 1) * width), 1);
      let score = 0;
      for (let j = 0; j < size; j++) score += (row[j] ?? 0) * (coefficients[j] ?? 0);
      const p = logistic(score);
      const weight = Math.max(LEAST_WEIGHT, p * (1 - p));
      const error = (y[at] ?? 0) - p;
      for (let i = 0; i < size; i++) {
        const x = row[i] ?? 0;
        if (x === 0) continue;
        gradient[i] = (gradient[i] ?? 0) + x * error;
        const line = information[i];
        const by = x * weight;
        if (line) for (let j = 0; j <= i; j++) line[j] = (line[j] ?? 0) + by * (row[j] ?? 0);
      }
    }
    for (let i = 0; i < size; i++) {
      const line = information[i];
      if (!line) continue;
      if (i > 0) {
        line[i] = (line[i] ?? 0) + lambda;
        gradient[i] = (gradient[i] ?? 0) - lambda * (coefficients[i] ?? 0);
      }
      for (let j = 0; j < i; j++) {
        const other = information[j];
        if (other) other[i] = line[j] ?? 0;
      }
    }
    const inverse = inverted(information);
    if (!inverse) throw new Error('a logistic regression without a ridge has columns that depend on one another');
    const move = inverse.map((line) => line.reduce((sum, one, j) => sum + one * (gradient[j] ?? 0), 0));
    coefficients = coefficients.map((one, j) => one + (move[j] ?? 0));
    if (Math.max(...move.map(Math.abs)) < EXACT || step >= MOST_STEPS)
      return { coefficients, covariance: Float64Array.from(inverse.flatMap((line) => [...line])) };
  }
}

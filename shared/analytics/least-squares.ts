/** A weighted least squares fit: coefficients, their covariance, and what is left. */
export type Fit = { coefficients: Float64Array; covariance: Float64Array[]; residual: number; df: number };

/**
 * Coefficients b that make Σ w(y − Xb)² least, with their covariance σ²(X'WX)⁻¹, σ² = residual/df, df rows less columns. `rows`
 * are the rows of X. Undefined where columns depend on one another, or no degree of freedom is left.
 */
export function leastSquares(
  rows: readonly Float64Array[],
  values: Float64Array,
  weights: Float64Array,
): Fit | undefined {
  const width = rows[0]?.length ?? 0;
  const df = rows.length - width;
  if (width === 0 || df <= 0) return undefined;
  const normal = Array.from({ length: width }, () => new Float64Array(width));
  const right = new Float64Array(width);
  for (const [at, row] of rows.entries()) {
    const weight = weights[at] ?? 0;
    for (let i = 0; i < width; i++) {
      const xi = (row[i] ?? 0) * weight;
      if (xi === 0) continue;
      right[i] = (right[i] ?? 0) + xi * (values[at] ?? 0);
      const line = normal[i];
      if (line) for (let j = 0; j < width; j++) line[j] = (line[j] ?? 0) + xi * (row[j] ?? 0);
    }
  }
  const inverse = inverted(normal);
  if (!inverse) return undefined;
  const coefficients = Float64Array.from(inverse, (line) =>
    line.reduce((sum, one, j) => sum + one * (right[j] ?? 0), 0),
  );
  let residual = 0;
  for (const [at, row] of rows.entries()) {
    const fitted = row.reduce((sum, x, j) => sum + x * (coefficients[j] ?? 0), 0);
    residual += (weights[at] ?? 0) * ((values[at] ?? 0) - fitted) ** 2;
  }
  return { coefficients, covariance: inverse.map((line) => line.map((one) => (one * residual) / df)), residual, df };
}

const SINGULAR = 1e-10;

/** The inverse of a symmetric positive definite matrix by its Cholesky factor; undefined where it is none. */
export function inverted(matrix: readonly Float64Array[]): Float64Array[] | undefined {
  const size = matrix.length;
  const factor = Array.from({ length: size }, () => new Float64Array(size));
  const at = (some: readonly Float64Array[], i: number, j: number): number => some[i]?.[j] ?? 0;
  for (let i = 0; i < size; i++) {
    const line = factor[i] ?? new Float64Array(size);
    for (let j = 0; j <= i; j++) {
      let sum = at(matrix, i, j);
      for (let k = 0; k < j; k++) sum -= at(factor, i, k) * at(factor, j, k);
      if (i !== j) line[j] = sum / at(factor, j, j);
      else if (sum <= SINGULAR * at(matrix, i, i)) return undefined;
      else line[i] = Math.sqrt(sum);
    }
  }
  const inverse = Array.from({ length: size }, () => new Float64Array(size));
  for (let column = 0; column < size; column++) {
    const y = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      let sum = i === column ? 1 : 0;
      for (let k = 0; k < i; k++) sum -= at(factor, i, k) * (y[k] ?? 0);
      y[i] = sum / at(factor, i, i);
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = y[i] ?? 0;
      for (let k = i + 1; k < size; k++) sum -= at(factor, k, i) * at(inverse, k, column);
      const line = inverse[i];
      if (line) line[column] = sum / at(factor, i, i);
    }
  }
  return inverse;
}

import { twoSided } from '../metrics/comparison/tested.ts';
import { type Cell, spearman, Z95 } from '../metrics/statistics.ts';
import type { Interval, Refusal } from './method.schema.ts';
import { refuse } from './refusal.ts';

export const LEAST_N = 10;
/** Fewer different values on a side have no order to speak of; of what is yes or no there are two. */
const LEAST_VALUES = 3;

/**
 * Spearman's ρ of a table of two variables, with mid-ranks for ties. p by t = ρ√((n − 2)/(1 − ρ²)) with n − 2 degrees of
 * freedom, two-sided; interval tanh(atanh ρ ± 1.96·√((1 + ρ²/2)/(n − 3))) (D. Bonett & T. Wright, Psychometrika 65, 2000).
 */
export function correlationOf(
  cells: readonly Cell[],
  leastOfMeasure = LEAST_VALUES,
): { rho: number; p: number; interval: Interval } | Refusal {
  const n = cells.reduce((sum, { count }) => sum + count, 0);
  if (n < LEAST_N) return refuse('too_few', LEAST_N, n);
  const [ofX, ofY] = [({ x }: Cell) => x, ({ y }: Cell) => y].map((of) => new Set(cells.map(of)).size);
  const rho = spearman(cells);
  const short = [[LEAST_VALUES, ofX ?? 0] as const, [leastOfMeasure, ofY ?? 0] as const].find(
    ([least, is]) => is < least,
  );
  if (rho === null || short) return refuse('no_variance', ...(short ?? ([LEAST_VALUES, 0] as const)));
  return { rho, ...inferenceOf(rho, n) };
}

/** p and interval of a rank correlation of n pairs. */
export function inferenceOf(rho: number, n: number): { p: number; interval: Interval } {
  if (Math.abs(rho) === 1) return { p: 0, interval: { low: rho, high: rho } };
  const half = Z95 * Math.sqrt((1 + rho ** 2 / 2) / (n - 3));
  return {
    p: twoSided(rho * Math.sqrt((n - 2) / (1 - rho ** 2)), n - 2),
    interval: { low: Math.tanh(Math.atanh(rho) - half), high: Math.tanh(Math.atanh(rho) + half) },
  };
}

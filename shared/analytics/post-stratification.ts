import { Z95 } from '../metrics/statistics.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './method.schema.ts';

/** A group of people who were invited: how many, and the scores of those who answered. `variance` has n − 1 below the line. */
export type Stratum = { invited: number; n: number; mean: number; variance: number };
export type Weighted = { raw: number; weighted: number; marginOfError: number; shift: number };

const LEAST_N = 10;

/**
 * The mean as it would be if every group had answered as often: X_w = Σ W_g x̄_g, W_g the group's share of the invited
 * (post-stratification, D. Holt & T. M. F. Smith, JRSS A 142, 1979), ± 1.96·√(Σ W_g² s_g²/n_g); beside it the raw mean and the
 * shift between both. Groups with fewer than ten answers are one.
 */
export function weightedMean(groups: readonly Stratum[]): Weighted | Refusal {
  const strata = merged(groups);
  const n = strata.reduce((sum, one) => sum + one.n, 0);
  if (n < LEAST_N) return refuse('too_few', LEAST_N, n);
  const invited = strata.reduce((sum, one) => sum + one.invited, 0);
  const raw = strata.reduce((sum, one) => sum + one.n * one.mean, 0) / n;
  const weighted = strata.reduce((sum, one) => sum + (one.invited / invited) * one.mean, 0);
  const variance = strata.reduce((sum, one) => sum + ((one.invited / invited) ** 2 * one.variance) / one.n, 0);
  return { raw, weighted, marginOfError: Z95 * Math.sqrt(variance), shift: weighted - raw };
}

/** Small groups together; where that is still small, the next smallest goes with them. Each has somebody who answered. */
function merged(groups: readonly Stratum[]): Stratum[] {
  const known = groups.filter(({ invited }) => invited > 0).toSorted((a, b) => b.n - a.n);
  const large = known.filter(({ n }) => n >= LEAST_N);
  const small = known.filter(({ n }) => n < LEAST_N);
  while (small.length > 0 && large.length > 0 && small.reduce((sum, { n }) => sum + n, 0) < LEAST_N) {
    const next = large.pop();
    if (next) small.unshift(next);
  }
  return small.length === 0 ? large : [...large, together(small)];
}

function together(groups: readonly Stratum[]): Stratum {
  const add = (of: (one: Stratum) => number): number => groups.reduce((sum, one) => sum + of(one), 0);
  const n = add((one) => one.n);
  const mean = n === 0 ? 0 : add((one) => one.n * one.mean) / n;
  const squares = add((one) => Math.max(0, one.n - 1) * one.variance + one.n * (one.mean - mean) ** 2);
  return { invited: add(({ invited }) => invited), n, mean, variance: n < 2 ? 0 : squares / (n - 1) };
}

import { binomial, hypergeometric, type Side } from './distributions.ts';
import { type Histogram, momentsOf, onGrid, spread, stepsIn, sumOf, sumOfDraws } from './grid.ts';
import { inverseNormal, upperTail } from './normal.ts';
import type { Proportion, Scores } from './sample.ts';

/** A sample whose value is compared with that of another. */
export type Rated = Proportion | Scores;

/** What is usual: all answers of the baseline, and by how much periods differ more than chance makes them. */
export type Baseline = { sample: Rated; sigma: number };

/** How far a period is from what is usual. */
export type Deviation = {
  /** In standard deviations of chance; negative where it is below. */
  z: number;
  /** The same in units of what periods differ anyway: `z / sigma`. */
  compared: number;
  /** How likely a period is so far off on that side, by `compared`. */
  p: number;
};

/** Beyond so many answers of both periods the hypergeometric and the binomial distribution tell the same. */
const HYPERGEOMETRIC_TO = 5_000;
/** Up to so many answers the distribution of their sum is computed exactly. */
const EXACT_TO = 50;
/** z of what no number is small enough for. */
const SMALLEST = 1e-300;

/**
 * How unlikely a period is under a baseline. A proportion: one-sided tail of the hypergeometric distribution (Fisher),
 * mid-p; beyond 5 000 answers the binomial with p̂ = (X + ½)/(N + 1). Scores: exact distribution of the sum of up to 50
 * answers drawn from the baseline, mid-p; beyond z = (x̄ − μ)/(s·√(1/n + 1/N)). A tail becomes z by the inverse normal.
 * Compared is z/σ (D. B. Laney, Improved control charts for attributes, Quality Engineering 14, 2002).
 */
export function control(now: Rated, { sample, sigma }: Baseline): Deviation {
  const z = zOf(now, sample);
  const compared = z / sigma;
  return { z, compared, p: upperTail(Math.abs(compared)) };
}

/** z of a period against all answers of others. */
export function zOf(now: Rated, usual: Rated): number {
  if (now.kind === 'proportion') return zOfTails((side) => tailOfProportion(now, usual as Proportion, side));
  const [seen = [], before = []] = onGrid([now, usual as Scores]);
  if (sumOf(seen) > EXACT_TO) return zOfMean(seen, before);
  const sums = sumOfDraws(before, sumOf(seen));
  return zOfTails((side) => tailOfSum(sums, stepsIn(seen), side));
}

function zOfTails(tail: (side: Side) => number): number {
  const below = tail('below');
  return below <= 0.5 ? inverseNormal(Math.max(below, SMALLEST)) : -inverseNormal(Math.max(tail('above'), SMALLEST));
}

function tailOfProportion(now: Proportion, usual: Proportion, side: Side): number {
  const [marked, total] = [now.x + usual.x, now.n + usual.n];
  return total <= HYPERGEOMETRIC_TO
    ? hypergeometric(now.x, { n: now.n, marked, total }, side)
    : binomial(now.x, now.n, (usual.x + 0.5) / (usual.n + 1), side);
}

function tailOfSum(sums: Float64Array, seen: number, side: Side): number {
  const beyond = side === 'below' ? sums.subarray(0, seen) : sums.subarray(seen + 1);
  return beyond.reduce((sum, one) => sum + one, 0.5 * (sums[seen] ?? 0));
}

function zOfMean(seen: Histogram, before: Histogram): number {
  const [now, usual] = [momentsOf(seen), momentsOf(before)];
  return (now.mean - usual.mean) / (spread(before) * Math.sqrt(1 / now.n + 1 / usual.n));
}

/** What is drawn on a chart of periods: for each with answers, (x̄ₜ − μ)/(s/√nₜ). */
export function standardized(periods: readonly Rated[], usual: Rated): { n: number; z: number }[] {
  if (usual.kind === 'proportion') {
    const share = usual.x / usual.n;
    // Where all answers were alike none is known to vary: half an answer of each kind keeps a spread.
    const guarded = share > 0 && share < 1 ? share : (usual.x + 0.5) / (usual.n + 1);
    const s = Math.sqrt(guarded * (1 - guarded));
    return periods.map((one) => {
      const { x, n } = one as Proportion;
      return { n, z: (x / n - share) / (s / Math.sqrt(n)) };
    });
  }
  const [before = [], ...seen] = onGrid([usual, ...(periods as readonly Scores[])]);
  const [{ mean }, s] = [momentsOf(before), spread(before)];
  return seen.map((counts) => {
    const now = momentsOf(counts);
    return { n: now.n, z: (now.mean - mean) / (s / Math.sqrt(now.n)) };
  });
}

import type { Bar } from '../counters.ts';
import { countOf } from '../statistics.ts';
import { type Baseline, type Rated, standardized, zOf } from './control.ts';

const LEAST_PERIODS = 20;
const LEAST_ANSWERS = 100;
/** A period so far off the others does not say what is usual. */
const OUTLIER_Z = 4;
/** Periods with fewer answers say nothing of how much periods differ. */
const LEAST_FOR_SIGMA = 5;
/** E|difference| of two standard normal variables, d₂ of control charts for two. */
const D2 = 1.128;

export const answersIn = (sample: Rated): number => (sample.kind === 'proportion' ? sample.n : countOf(sample.bars));

/**
 * What is usual by the periods before, the oldest first; undefined below 20 periods with answers or 100 answers. Periods
 * with |z| > 4 against all of them are left out, in one pass.
 */
export function baselineOf(periods: readonly Rated[]): Baseline | undefined {
  const answered = periods.filter((one) => answersIn(one) > 0);
  if (!isEnough(answered)) return undefined;
  const raw = merged(answered);
  const kept = answered.filter((one) => Math.abs(zOf(one, raw)) <= OUTLIER_Z);
  if (!isEnough(kept)) return undefined;
  const sample = merged(kept);
  return { sample, sigma: overDispersion(standardized(kept, sample)) };
}

const isEnough = (periods: readonly Rated[]): boolean =>
  periods.length >= LEAST_PERIODS && periods.reduce((sum, one) => sum + answersIn(one), 0) >= LEAST_ANSWERS;

/** All answers of some periods. */
export function merged(periods: readonly Rated[]): Rated {
  const [first] = periods;
  if (!first) throw new Error('nothing to merge');
  if (first.kind === 'proportion') {
    const [x, n] = periods.reduce<[number, number]>(
      (sum, one) => (one.kind === 'proportion' ? [sum[0] + one.x, sum[1] + one.n] : sum),
      [0, 0],
    );
    return { kind: 'proportion', x, n };
  }
  const bars = new Map<string, Bar>();
  for (const one of periods)
    for (const bar of one.kind === 'scores' ? one.bars : []) {
      const name = `${bar.value}:${bar.min}:${bar.max}`;
      bars.set(name, { ...bar, count: bar.count + (bars.get(name)?.count ?? 0) });
    }
  return { ...first, bars: [...bars.values()] };
}

/**
 * σ = max(1, mean|zₜ − zₜ₋₁|/1.128) over periods with five answers or more (Laney): by how much periods differ more than
 * chance alone makes them.
 */
export function overDispersion(chart: readonly { n: number; z: number }[]): number {
  const z = chart.filter(({ n }) => n >= LEAST_FOR_SIGMA).map((one) => one.z);
  if (z.length < 2) return 1;
  const moves = z.slice(1).reduce((sum, one, index) => sum + Math.abs(one - (z[index] ?? 0)), 0);
  return Math.max(1, moves / (z.length - 1) / D2);
}

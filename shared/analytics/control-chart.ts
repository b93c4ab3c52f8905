import { baselineOf } from '../metrics/tests/baseline.ts';
import { type Rated, standardized } from '../metrics/tests/control.ts';
import { momentsOf, onGrid, spread } from '../metrics/tests/grid.ts';
import type { Refusal } from './method.schema.ts';
import { refuse } from './refusal.ts';

/** A day or a week with what was answered in it. */
export type ChartPeriod = { period: string; sample: Rated; n: number };
export const signalRules = ['beyond_3_sigma', 'eight_on_one_side', 'two_of_three_beyond_2_sigma'] as const;
export type SignalRule = (typeof signalRules)[number];
export type Side = 'above' | 'below';

/** What periods are held against: mean and standard deviation of an answer, in the unit of the sample, and Laney's σ. */
export type Usual = { centre: number; s: number; sigma: number; low: number; high: number };
export type ChartPoint = {
  period: string;
  /** Deviations from the centre in units of what periods differ anyway; none for a period without answers. */
  z?: number;
  low?: number;
  high?: number;
  signals: { rule: SignalRule; side: Side }[];
};
/** Periods with one level: the limits, or why there are none. */
export type Stretch = { from: string; to: string; usual: Usual | Refusal; points: ChartPoint[] };

const LIMIT = 3;
const WARNING = 2;
const RUN = 8;
const LEAST_PERIODS = 20;

/**
 * Periods of one level against the limits x̄ ± 3σ_z·s/√nₜ (of shares s² = p̄(1 − p̄)), σ_z by D. B. Laney (Quality Engineering
 * 14, 2002), of its first `baseline` periods. Signals: one beyond 3σ; eight in a row on one side; two of three beyond 2σ on one
 * side (Western Electric, 1956), each at the period that completes it.
 */
export function stretchOf(periods: readonly ChartPeriod[], baseline: number): Stretch {
  const [from = '', to = ''] = [periods[0]?.period, periods.at(-1)?.period];
  const first = periods.slice(0, baseline).filter(({ n }) => n > 0);
  const usual = baselineOf(first.map(({ sample }) => sample));
  if (!usual) {
    const none = periods.map(({ period }) => ({ period, signals: [] }));
    return { from, to, usual: refuse('too_short', LEAST_PERIODS, first.length), points: none };
  }
  const known = { ...usualOf(usual.sample), sigma: usual.sigma };
  const answered = periods.filter(({ n }) => n > 0);
  const chart = standardized(
    answered.map(({ sample }) => sample),
    usual.sample,
  );
  const zs = chart.map(({ z }) => z / usual.sigma);
  const told = new Map(
    answered.map(({ period, n }, at): [string, ChartPoint] => [
      period,
      { period, z: zs[at] ?? 0, ...limitsAt(known, n), signals: signalsAt(zs, at) },
    ]),
  );
  return { from, to, usual: known, points: periods.map(({ period }) => told.get(period) ?? { period, signals: [] }) };
}

/** The limits of a period of n answers; not beyond the scale. */
export function limitsAt({ centre, s, sigma, low, high }: Usual, n: number): { low: number; high: number } {
  const half = (LIMIT * sigma * s) / Math.sqrt(n);
  return { low: Math.max(low, centre - half), high: Math.min(high, centre + half) };
}

function usualOf(sample: Rated): Omit<Usual, 'sigma'> {
  if (sample.kind === 'proportion') {
    const share = sample.x / sample.n;
    const guarded = share > 0 && share < 1 ? share : (sample.x + 0.5) / (sample.n + 1);
    return { centre: share, s: Math.sqrt(guarded * (1 - guarded)), low: 0, high: 1 };
  }
  const [counts = []] = onGrid([sample]);
  const step = (sample.to - sample.from) / (counts.length - 1);
  return {
    centre: sample.from + momentsOf(counts).mean * step,
    s: spread(counts) * step,
    low: sample.from,
    high: sample.to,
  };
}

/** The rules that are met at a place, by it and those before it. */
export function signalsAt(zs: readonly number[], at: number): ChartPoint['signals'] {
  const signals: ChartPoint['signals'] = [];
  for (const side of ['above', 'below'] as const) {
    const beyond = (place: number, limit: number): boolean => {
      const z = zs[place];
      return z !== undefined && (side === 'above' ? z > limit : z < -limit);
    };
    const places = (count: number): number[] => Array.from({ length: count }, (_, back) => at - back);
    if (beyond(at, LIMIT)) signals.push({ rule: 'beyond_3_sigma', side });
    if (places(RUN).every((place) => beyond(place, 0))) signals.push({ rule: 'eight_on_one_side', side });
    if (beyond(at, WARNING) && places(3).filter((place) => beyond(place, WARNING)).length >= 2)
      signals.push({ rule: 'two_of_three_beyond_2_sigma', side });
  }
  return signals;
}

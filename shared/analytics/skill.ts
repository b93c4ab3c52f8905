import { wilson, Z95 } from '../metrics/statistics.ts';
import type { Interval } from './method.schema.ts';
import { ridgeLogistic } from './ridge-logistic.ts';

/** A prediction and what came true. */
export type Scored = { p: number; y: 0 | 1 };
export type Bin = { n: number; predicted: number; observed: number; interval: Interval };
export type Calibration = { bins: Bin[]; slope: number; intercept: number; rough: boolean };
export type Skill = {
  n: number;
  positives: number;
  auc: number;
  aucInterval: Interval;
  brier: number;
  base: number;
  skill: number;
};

const BINS = 10;
const SLOPE = { low: 0.8, high: 1.25 };

/** Area under the curve by mid-ranks: how often one that came true has the greater p. NaN where only one class is there. */
export function areaUnderCurve(scored: readonly Scored[]): number {
  const sorted = scored.toSorted((a, b) => a.p - b.p);
  const positives = scored.filter(({ y }) => y === 1).length;
  const negatives = scored.length - positives;
  let ranks = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]?.p === sorted[from]?.p) to++;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) if (sorted[at]?.y === 1) ranks += rank;
    from = to;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** The 95 % interval of an area under the curve (J. A. Hanley & B. J. McNeil, Radiology 143, 1982). */
export function hanleyMcNeil(auc: number, positives: number, negatives: number): Interval {
  const [q1, q2] = [auc / (2 - auc), (2 * auc * auc) / (1 + auc)];
  const square = auc * auc;
  const variance =
    (auc * (1 - auc) + (positives - 1) * (q1 - square) + (negatives - 1) * (q2 - square)) / (positives * negatives);
  const half = Z95 * Math.sqrt(Math.max(0, variance));
  return { low: Math.max(0, auc - half), high: Math.min(1, auc + half) };
}

/** How good predictions are: area under the curve, and the Brier score against that of always saying `rate`: 1 − B/B₀. */
export function skillOf(scored: readonly Scored[], rate: number): Skill {
  const n = scored.length;
  const positives = scored.filter(({ y }) => y === 1).length;
  const brierOf = (of: (one: Scored) => number): number =>
    scored.reduce((sum, one) => sum + (of(one) - one.y) ** 2, 0) / n;
  const auc = areaUnderCurve(scored);
  const [brier, base] = [brierOf(({ p }) => p), brierOf(() => rate)];
  return {
    n,
    positives,
    auc,
    aucInterval: hanleyMcNeil(auc, positives, n - positives),
    brier,
    base,
    skill: 1 - brier / base,
  };
}

/**
 * Predicted beside observed in ten bins of as many predictions each, and slope and intercept of a logistic regression of what
 * came true on the log-odds of p (D. R. Cox, Biometrika 45, 1958): 1 and 0 where p means what it says.
 */
export function calibrationOf(scored: readonly Scored[]): Calibration {
  const sorted = scored.toSorted((a, b) => a.p - b.p);
  const bins = Array.from({ length: BINS }, (_, bin) => {
    const [from, to] = [bin, bin + 1].map((edge) => Math.round((edge * sorted.length) / BINS));
    return sorted.slice(from, to);
  }).filter((own) => own.length > 0);
  const logits = Float64Array.from(scored, ({ p }) => Math.log(p / (1 - p)));
  const { coefficients } = ridgeLogistic(
    { width: 1, cells: logits },
    Uint8Array.from(scored, ({ y }) => y),
    RIDGE,
  );
  const [intercept = 0, slope = 0] = coefficients;
  return {
    bins: bins.map((own) => {
      const hits = own.filter(({ y }) => y === 1).length;
      return {
        n: own.length,
        predicted: own.reduce((sum, { p }) => sum + p, 0) / own.length,
        observed: hits / own.length,
        interval: wilson(hits, own.length),
      };
    }),
    slope,
    intercept,
    rough: slope < SLOPE.low || slope > SLOPE.high,
  };
}

/** So small that it changes nothing but where all predictions are the same. */
const RIDGE = 1e-6;

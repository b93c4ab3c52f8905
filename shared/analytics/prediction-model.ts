import { Z95 } from '../metrics/statistics.ts';
import { type Encoding, encodingOf, type Features, rowOf, saidOf, tableOf } from './features.ts';
import { logistic, ridgeLogistic } from './ridge-logistic.ts';
import { type Calibration, calibrationOf, type Scored, type Skill, skillOf } from './skill.ts';
import type { Refusal } from './method.schema.ts';
import { refuse } from './refusal.ts';

/** A rated record: what is known of it, and whether its customer was satisfied. In the order of time. */
export type Rated = { features: Features; y: 0 | 1 };
/** Coefficients of the standardised columns, the intercept first, and their covariance, row after row. */
export type Weights = { encoding: Encoding; coefficients: number[]; covariance: number[] };
export type Trained = { weights: Weights; n: number; rate: number; holdOut: Skill; calibration: Calibration };
/** What a feature adds to the log-odds of a record, and to its p in points of 100. */
export type Reason = { feature: string; value: string; effect: number; points: number };
export type Prediction = {
  p: number;
  low: number;
  high: number;
  logOdds: number;
  intercept: number;
  effects: Reason[];
};

export const LAMBDA = 1;
const TRAIN_SHARE = 0.8;
export const LEAST_RATED = 500;
const LEAST_OF_CLASS = 100;
const LEAST_OF_CLASS_HELD_OUT = 50;
const LEAST_SKILL = 0.02;
const LEAST_AUC = 0.55;

/**
 * A ridge logistic regression of satisfied or not on what is known of records, on the oldest 80 % of them, judged by the newest
 * 20 %: chance would know something of random ones. Refused below 500 records, 100 of each class and 50 of each among the newest.
 * Whether it is good enough to be used is {@link isSkilful}.
 */
export function train(records: readonly Rated[]): Trained | Refusal {
  if (records.length < LEAST_RATED) return refuse('too_few', LEAST_RATED, records.length);
  const split = Math.round(records.length * TRAIN_SHARE);
  const [old, held] = [records.slice(0, split), records.slice(split)];
  for (const [some, least] of [
    [records, LEAST_OF_CLASS],
    [held, LEAST_OF_CLASS_HELD_OUT],
  ] as const) {
    const satisfied = some.filter(({ y }) => y === 1).length;
    const fewest = Math.min(satisfied, some.length - satisfied);
    if (fewest < least) return refuse('too_few', least, fewest);
  }
  const known = old.map(({ features }) => features);
  const encoding = encodingOf(known);
  const y = Uint8Array.from(old, (one) => one.y);
  const { coefficients, covariance } = ridgeLogistic(tableOf(encoding, known), y, LAMBDA);
  const weights = { encoding, coefficients: [...coefficients], covariance: [...covariance] };
  const scored = held.map(({ features, y: truth }): Scored => ({ p: predict(weights, features).p, y: truth }));
  const rate = y.reduce((sum, one) => sum + one, 0) / y.length;
  return { weights, n: records.length, rate, holdOut: skillOf(scored, rate), calibration: calibrationOf(scored) };
}

/** Better than always saying the same: Brier skill above 0.02, and the lower bound of the area under the curve above 0.55. */
export const isSkilful = ({ skill, aucInterval }: Skill): boolean => skill > LEAST_SKILL && aucInterval.low > LEAST_AUC;
export const notSkilful = ({ skill }: Skill): Refusal => refuse('no_skill', LEAST_SKILL, skill);

/**
 * How likely a customer is satisfied, with a 95 % interval by the delta method on the log-odds, and what each feature adds to
 * them, the greatest first: β(x − x̄) over its columns. All of it and the intercept are the log-odds.
 */
export function predict({ encoding, coefficients, covariance }: Weights, features: Features): Prediction {
  const row = Float64Array.from([1, ...rowOf(encoding, features)]);
  const intercept = coefficients[0] ?? 0;
  const added = new Map<string, number>();
  for (const [at, { feature }] of encoding.columns.entries())
    added.set(feature, (added.get(feature) ?? 0) + (row[at + 1] ?? 0) * (coefficients[at + 1] ?? 0));
  const logOdds = [...added.values()].reduce((sum, one) => sum + one, intercept);
  let variance = 0;
  for (let i = 0; i < row.length; i++)
    for (let j = 0; j < row.length; j++)
      variance += (row[i] ?? 0) * (row[j] ?? 0) * (covariance[i * row.length + j] ?? 0);
  const half = Z95 * Math.sqrt(Math.max(0, variance));
  const p = logistic(logOdds);
  const effects = [...added]
    .map(([feature, effect]) => ({
      feature,
      value: saidOf(features, feature),
      effect,
      points: 100 * (p - logistic(logOdds - effect)),
    }))
    .toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || (a.feature < b.feature ? -1 : 1));
  return { p, low: logistic(logOdds - half), high: logistic(logOdds + half), logOdds, intercept, effects };
}

import { welch } from '../metrics/comparison/means.ts';
import type { Interval, Refusal } from './method.schema.ts';
import { refuse } from './refusal.ts';
import { breaksOf, LEAST_ANSWERS, LEAST_DAYS } from './segmentation.ts';

/** A day of a series without its season: the value on the scale that is cut, its weight there, and what is told of it. */
export type AdjustedDay = { day: string; value: number; weight: number; answers: number; told: number };
/** The first day of a new level, the means before and after in the unit of the metric, and how far apart they are. */
export type ChangePoint = {
  day: string;
  before: number;
  after: number;
  difference: number;
  interval: Interval;
  p: number;
};

const CONFIDENCE = 0.95;

/**
 * The days on which the level of a series changed ({@link breaksOf}), with the means of the stretches on both sides. Their
 * difference has the interval of Welch's t over days, so that what the answers of a day share does not make it too narrow.
 */
export function changePointsOf(days: readonly AdjustedDay[]): ChangePoint[] | Refusal {
  const answers = days.reduce((sum, one) => sum + one.answers, 0);
  if (days.length < 2 * LEAST_DAYS) return refuse('too_short', 2 * LEAST_DAYS, days.length);
  if (answers < 2 * LEAST_ANSWERS) return refuse('too_few', 2 * LEAST_ANSWERS, answers);
  const breaks = breaksOf({
    values: Float64Array.from(days, ({ value }) => value),
    weights: Float64Array.from(days, ({ weight }) => weight),
    answers: Float64Array.from(days, (one) => one.answers),
  });
  const bounds = [0, ...breaks.map(({ at }) => at), days.length];
  const pieces = bounds.slice(1).map((to, place) => momentsOf(days.slice(bounds[place], to)));
  return breaks.flatMap(({ at, p }, place): ChangePoint[] => {
    const [before, after, first] = [pieces[place], pieces[place + 1], days[at]];
    if (!before || !after || !first) return [];
    const told = { day: first.day, before: before.mean, after: after.mean, difference: after.mean - before.mean, p };
    return [{ ...told, interval: intervalOf(before, after) }];
  });
}

type Moments = { days: number; n: number; mean: number; variance: number };

/** The mean by weight, and the variance of a unit of weight as days show it. */
function momentsOf(days: readonly AdjustedDay[]): Moments {
  const n = days.reduce((sum, { weight }) => sum + weight, 0);
  const mean = days.reduce((sum, { weight, told }) => sum + weight * told, 0) / n;
  const squares = days.reduce((sum, { weight, told }) => sum + weight * (told - mean) ** 2, 0);
  return { days: days.length, n, mean, variance: squares / (days.length - 1) };
}

function intervalOf(before: Moments, after: Moments): Interval {
  const difference = after.mean - before.mean;
  // Of two stretches that are level nothing is left to chance.
  if (before.variance === 0 && after.variance === 0) return { low: difference, high: difference };
  const spreadOf = ({ days, n, mean, variance }: Moments) => ({
    // Welch's degrees of freedom are those of days.
    n: days,
    mean,
    variance: (variance * days) / n,
    days: [],
  });
  const bounds = welch(spreadOf(before), spreadOf(after), { factor: 1, df: before.days + after.days - 2 }).interval(
    CONFIDENCE,
  );
  return bounds ?? { low: difference, high: difference };
}

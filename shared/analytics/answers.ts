import { comparedReader } from '../metrics/comparison/compared.ts';
import { unitOf } from '../metrics/comparison/units.ts';
import type { Counters } from '../metrics/counters.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Proportion, Scores } from '../metrics/tests/sample.ts';

/** Answers of a metric by their value, in its unit, whose mean is the metric: of a share 0 and 1 (or 100), of NPS −100, 0, 100. */
export type Answers = Map<number, number>;

/** How the answers behind a metric's counters are read; undefined for what is no mean: numbers of records, medians, correlations. */
export function answersReader(metric: Metric): ((counters: Counters) => Answers) | undefined {
  const read = comparedReader(metric);
  const kind = read?.({}).kind;
  if (!read || (kind !== 'proportion' && kind !== 'scores')) return undefined;
  const { scale } = unitOf(metric.unit);
  return (counters) => answersOf(read(counters) as Proportion | Scores, scale);
}

function answersOf(sample: Proportion | Scores, scale: number): Answers {
  const answers: Answers = new Map();
  const add = (value: number, count: number): void => {
    if (count > 0) answers.set(value, (answers.get(value) ?? 0) + count);
  };
  if (sample.kind === 'proportion') {
    add(0, sample.n - sample.x);
    add(scale, sample.x);
    return answers;
  }
  const { from, to, bars } = sample;
  for (const { value, min, max, count } of bars) add(from + ((to - from) * (value - min)) / (max - min), count);
  return answers;
}

/** Number of answers. */
export const countOf = (answers: Answers): number => [...answers.values()].reduce((sum, count) => sum + count, 0);

/**
 * Whether an answer says that somebody is unhappy: the lower two of five, the lower three of seven (7 is effortless), a detractor,
 * a negative text, and of a share what is not the good side.
 */
export function unhappyReader({ unit, direction }: Metric): (value: number) => boolean {
  if (unit === 'score 1–5') return (value) => value <= 2;
  if (unit === 'score 1–7') return (value) => value <= 3;
  return direction === 'down_good'
    ? (value) => value > 0
    : (value) => value < (unit === 'points' || unit === 'ratio −1–1' ? 0 : 1);
}

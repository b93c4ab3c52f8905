import type { Bar } from '../counters.ts';
import type { Scores } from './sample.ts';

/** Answers by the step of their scale: `counts[0]` are at its lower end, the last at its upper end. */
export type Histogram = readonly number[];

/** On finer scales than that, which only a mixture of several has, answers are put on the nearest step. */
const MOST_STEPS = 1_000;

/** Samples of one metric as histograms on one grid: the coarsest that has a step for every answer and every point of its scale. */
export function onGrid(samples: readonly Scores[]): Histogram[] {
  const steps = Math.min(
    MOST_STEPS,
    samples.flatMap(({ bars }) => bars.map(stepsOf)).reduce((all, one) => leastCommonMultiple(all, one), 1),
  );
  return samples.map(({ bars }) => {
    const counts = Array.from({ length: steps + 1 }, () => 0);
    for (const { value, min, max, count } of bars) {
      const step = Math.round(((value - min) / (max - min)) * steps);
      counts[step] = (counts[step] ?? 0) + count;
    }
    return counts;
  });
}

/** Steps of the scale of an answer: its whole numbers, or tenths where the answer is between them. */
const stepsOf = ({ value, min, max }: Bar): number => Math.round((max - min) * (Number.isInteger(value) ? 1 : 10));

const greatestCommonDivisor = (one: number, other: number): number =>
  other === 0 ? one : greatestCommonDivisor(other, one % other);
const leastCommonMultiple = (one: number, other: number): number => (one / greatestCommonDivisor(one, other)) * other;

export const sumOf = (counts: Histogram): number => counts.reduce((sum, count) => sum + count, 0);
/** The sum of all steps. */
export const stepsIn = (counts: Histogram): number => counts.reduce((sum, count, step) => sum + count * step, 0);

/** Mean in steps and standard deviation (n − 1 below the line). */
export function momentsOf(counts: Histogram): { n: number; mean: number; sd: number } {
  const n = sumOf(counts);
  if (n === 0) return { n, mean: NaN, sd: NaN };
  const mean = stepsIn(counts) / n;
  const squares = counts.reduce((sum, count, step) => sum + count * (step - mean) ** 2, 0);
  return { n, mean, sd: n < 2 ? 0 : Math.sqrt(squares / (n - 1)) };
}

/** The standard deviation of answers; where all were the same, that of them and half an answer spread over the scale. */
export function spread(counts: Histogram): number {
  const { sd } = momentsOf(counts);
  return sd > 0 ? sd : momentsOf(counts.map((count) => count + 0.5 / counts.length)).sd;
}

/**
 * The distribution of the sum of `n` answers drawn from a histogram. Half an answer is spread evenly over all steps
 * before, so that what the histogram has not seen stays possible.
 */
export function sumOfDraws(counts: Histogram, n: number): Float64Array {
  const [total, steps] = [sumOf(counts) + 0.5, counts.length];
  const chances = counts.map((count) => (count + 0.5 / steps) / total);
  let sums: Float64Array = Float64Array.of(1);
  for (let draw = 0; draw < n; draw++) {
    const next = new Float64Array(sums.length + steps - 1);
    for (const [sum, likely] of sums.entries())
      for (const [step, chance] of chances.entries()) next[sum + step] = (next[sum + step] ?? 0) + likely * chance;
    sums = next;
  }
  return sums;
}

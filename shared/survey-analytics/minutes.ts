import { medianOf } from '../metrics/statistics.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

const soon = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50];
/** Where the steps of the histogram of minutes begin: rows of a bounded size, and the round times that people name. */
const begins: readonly number[] = [
  ...soon,
  ...[1, 1.25, 1.5, 2, 3, 4, 6, 8, 10, 12, 18].map((hours) => hours * HOUR),
  ...[1, 1.5, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30].map((days) => days * DAY),
];

/** Numbers of the steps, which name their counters. */
export const minuteSteps: readonly number[] = [...begins.keys()];

/** The number of the step that a time lies in. */
export const minuteStep = (minutes: number): number =>
  Math.max(
    0,
    begins.findLastIndex((begin) => begin <= minutes),
  );

/** The median of a histogram by steps, of which each answer took as long as its step begins; null where there is none. */
export function medianMinutes(histogram: ReadonlyMap<number, number>): { median: number | null; n: number } {
  const { median, n } = medianOf([...histogram].map(([step, count]) => [begins[step] ?? 0, count] as const));
  return { median, n };
}

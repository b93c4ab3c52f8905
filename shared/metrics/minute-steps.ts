import { type Counters, excludedOf } from './counters.ts';
import type { Reading } from './readings.ts';
import { medianOf } from './statistics.ts';

const FINE_MINUTES = 120;
const STEP = Math.log(1.05);

/**
 * Lower edge of the bucket of a resolution time: exact minutes to 120, then steps of 5 %.
 * Monotone, so ranks survive; bounded, so a decade of tickets needs some 250 rows.
 */
export function resolutionBucket(minutes: number | undefined): number | undefined {
  if (minutes === undefined || !Number.isFinite(minutes) || minutes < 0) return undefined;
  if (minutes <= FINE_MINUTES) return Math.floor(minutes);
  return edgeOf(Math.floor(Math.log(minutes / FINE_MINUTES) / STEP));
}

const edgeOf = (step: number): number => Math.round(FINE_MINUTES * 1.05 ** step);

/** The first step begins behind the last exact minute, from which its lower edge would not be told apart. */
const FIRST_EDGE = FINE_MINUTES + 1;

/** The counter of a time in whole minutes, from 0 on: one bar of a histogram that adds up over days and keys. */
export const minutesName = (family: string, minutes: number): string =>
  `${family}:${minutes > FINE_MINUTES ? Math.max(FIRST_EDGE, resolutionBucket(minutes) ?? 0) : minutes}`;

/** What a bar stands for: its minute, or the middle of the whole minutes of its step, which none is over 2.5 % from. */
export function middleOf(edge: number): number {
  if (edge <= FINE_MINUTES) return edge;
  const step = Math.round(Math.log(edge / FINE_MINUTES) / STEP);
  const [first, next] = [step, step + 1].map((one) => Math.ceil(FINE_MINUTES * 1.05 ** one)) as [number, number];
  return (Math.max(FIRST_EDGE, first) + next - 1) / 2;
}

/** A family's times in minutes, `[minutes, how many]`. */
export function timesOf(counters: Counters, family: string): (readonly [minutes: number, count: number])[] {
  const prefix = `${family}:`;
  return Object.entries(counters)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, count]) => [middleOf(Number(name.slice(prefix.length))), count] as const);
}

/** Median of a family's times in minutes, with the interval of its ranks. */
export const medianMinutes =
  (family: string) =>
  (counters: Counters): Reading => {
    const { median, ...rest } = medianOf(timesOf(counters, family));
    return { value: median, ...rest, excluded: excludedOf(counters, family) };
  };

/** The same in hours. */
export const medianHours =
  (family: string) =>
  (counters: Counters): Reading => {
    const { value, interval, ...rest } = medianMinutes(family)(counters);
    const hours = interval && { low: interval.low / 60, high: interval.high / 60 };
    return { ...rest, value: value === null ? null : value / 60, ...(hours && { interval: hours }) };
  };

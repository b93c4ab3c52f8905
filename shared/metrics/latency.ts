import { type Counters, excludedOf } from './counters.ts';
import { middleOf, minutesName } from './minute-steps.ts';
import type { Reading } from './readings.ts';
import { quantileOf } from './statistics.ts';

/** Bars are of tenths of a second: exact to twelve seconds, then in steps of 5 %. */
const TENTH_MS = 100;

/** The counter of a time in milliseconds; one before zero, of clocks that differ, is zero. */
export const tenthsName = (family: string, ms: number): string =>
  minutesName(family, Math.max(0, Math.floor(ms / TENTH_MS)));

/** A quantile of a family's times in seconds (`share` 0.95: so long at most in 95 of 100), with the interval of its ranks. */
export const quantileSeconds =
  (family: string, share: number) =>
  (counters: Counters): Reading => {
    const prefix = `${family}:`;
    const bars = Object.entries(counters)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, count]) => [(middleOf(Number(name.slice(prefix.length))) * TENTH_MS) / 1_000, count] as const);
    const { quantile, ...rest } = quantileOf(bars, share);
    return { value: quantile, ...rest, excluded: excludedOf(counters, 'ended') };
  };

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Counters, mergeCounters } from './counters.ts';
import { medianMinutes, minutesName, resolutionBucket } from './minute-steps.ts';

const countersOf = (minutes: readonly number[]): Counters =>
  minutes.reduce<Counters>((all, one) => mergeCounters(all, { [minutesName('touch', one)]: 1 }), {});
const median = (minutes: readonly number[]) => medianMinutes('touch')(countersOf(minutes));
const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);

test('Median of 1…99 minutes = 50 exactly', () => {
  // Ranks 99/2 ± 0.98·√99 are 39.75 and 59.25, counted from the middle of 1…99.
  expect(median(upTo(99))).toEqual({ value: 50, n: 99, interval: { low: 40, high: 60 }, excluded: {} });
});

test('the median of an even number lies in the middle of two; of none there is none, of five no interval', () => {
  expect(median([1, 2, 5, 60])).toEqual({ value: 3.5, n: 4, excluded: {} });
  expect(median([])).toEqual({ value: null, n: 0, excluded: {} });
  expect(median(upTo(5)).interval).toBeUndefined();
  expect(median(upTo(6)).interval).toEqual({ low: 1, high: 6 });
});

test('two halves of a year have the median of the year, however they were cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 5_000 })), fc.array(fc.nat({ max: 5_000 })), (one, other) => {
      expect(medianMinutes('touch')(mergeCounters(countersOf(one), countersOf(other)))).toEqual(
        median([...one, ...other]),
      );
    }),
  );
});

test('a time is told exactly to 120 minutes, and never over 2.5 % from itself after that', () => {
  const isFar = (minutes: number): boolean =>
    Math.abs((median([minutes]).value ?? Infinity) - minutes) > (minutes <= 120 ? 0 : 0.025 * minutes);
  expect([...upTo(30_000), ...upTo(1_000).map((at) => 30_000 + 997 * at)].filter(isFar)).toEqual([]);
});

test('resolution buckets keep order and stay within 5 % of the time', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), fc.double({ min: 0, max: 1e7, noNaN: true }), (a, b) => {
      const [x, y] = [resolutionBucket(a) ?? -1, resolutionBucket(b) ?? -1];
      expect(Math.sign(a - b) * Math.sign(x - y)).toBeGreaterThanOrEqual(0);
      expect(Math.abs(x - a)).toBeLessThanOrEqual(Math.max(1, a * 0.05 + 1));
    }),
  );
  expect([resolutionBucket(undefined), resolutionBucket(-1), resolutionBucket(Number.NaN)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

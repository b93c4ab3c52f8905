import { inverseNormal, upperTail } from '../tests/normal.ts';
import { studentQuantile, studentTail } from '../tests/student.ts';

export type Interval = { low: number; high: number };

/** The tests that two figures are compared by; the kind of sample decides. */
export const testNames = [
  'welch',
  'chi_square',
  'fisher',
  'quasi_poisson',
  'binomial',
  'mann_whitney',
  'score',
] as const;
export type TestName = (typeof testNames)[number];

/** What a test says of two samples, the one of the past and the one of now. */
export type Tested = {
  test: TestName;
  /** Now less before, in the unit of the sample; of counts per day. */
  difference: number;
  /** The value before in the same unit, where a difference may be told as a part of it. */
  base?: number;
  /** Which way the test points: 1 where now is higher, −1 where it is lower. */
  sign: number;
  /** Two-sided. */
  p: number;
  /** By how much days (of counts, records of a day) differ more than chance makes them; at least 1. */
  designEffect: number;
  /** Bounds of the difference at a confidence such as 0.95; none where there are too few values for it. */
  interval: (confidence: number) => Interval | undefined;
};

/** P(|T| > |t|) under Student's t; under the standard normal distribution with infinite degrees of freedom. */
export const twoSided = (t: number, df: number): number =>
  2 * (df === Infinity ? upperTail(Math.abs(t)) : studentTail(Math.abs(t), df));

/** The t that lies beyond zero by a confidence such as 0.95, both sides together. */
export const quantileOf = (confidence: number, df: number): number => {
  const below = (1 + confidence) / 2;
  return df === Infinity ? inverseNormal(below) : studentQuantile(below, df);
};

/** Difference ± t·se at any confidence. */
export const around =
  (difference: number, se: number, df: number) =>
  (confidence: number): Interval => {
    const half = quantileOf(confidence, df) * se;
    return { low: difference - half, high: difference + half };
  };

import type { DayEffect, Spread } from './day-effect.ts';
import { around, type Tested, twoSided } from './tested.ts';

/**
 * Welch's t test of two means, with the degrees of freedom of Welch and Satterthwaite (B. L. Welch, Biometrika 34, 1947);
 * both variances times the effect of days. Neither variance is 0.
 */
export function welch(before: Spread, now: Spread, { factor, df: ofDays }: DayEffect): Tested {
  const parts = [before, now].map(({ n, variance }) => ({ square: (factor * variance) / n, df: n - 1 }));
  const sum = parts.reduce((all, { square }) => all + square, 0);
  const df = Math.min(sum ** 2 / parts.reduce((all, part) => all + part.square ** 2 / part.df, 0), ofDays);
  const difference = now.mean - before.mean;
  const se = Math.sqrt(sum);
  return {
    test: 'welch',
    difference,
    sign: Math.sign(difference),
    p: twoSided(difference / se, df),
    designEffect: factor,
    interval: around(difference, se, df),
  };
}

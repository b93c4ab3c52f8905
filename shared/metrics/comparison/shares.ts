import { logChoose } from '../tests/distributions.ts';
import { inverseNormal } from '../tests/normal.ts';
import type { DayEffect } from './day-effect.ts';
import { type Interval, quantileOf, type Tested, twoSided } from './tested.ts';

/** So many of n. */
export type Share = { x: number; n: number };

/** Below such an expected number of records in any cell of the table χ² is no good approximation. */
const LEAST_EXPECTED = 1;

/**
 * Two shares. p is that of the N − 1 χ² test, (N − 1)(ad − bc)²/(product of the margins) (I. Campbell, Statistics in Medicine
 * 26, 2007), where every expected count is 1 or more, else that of Fisher's exact test, two-sided with mid-p. The interval is
 * Newcombe's hybrid score (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10). With an effect of days D, √(χ²/D) is
 * read as t, and the intervals are those of n/D records.
 */
export function shareTest(before: Share, now: Share, { factor, df }: DayEffect): Tested {
  const difference = now.x / now.n - before.x / before.n;
  const exact = leastExpected(before, now) < LEAST_EXPECTED;
  const z = exact ? inverseNormal(fisherMidP(before, now) / 2) : Math.sqrt(chiSquare(before, now));
  return {
    test: exact ? 'fisher' : 'chi_square',
    difference,
    base: before.x / before.n,
    sign: Math.sign(difference),
    p: twoSided(z / Math.sqrt(factor), df),
    designEffect: factor,
    interval: (confidence) => newcombe(before, now, factor, quantileOf(confidence, df)),
  };
}

/**
 * A share against a target, which is exact: the score test, z = (x/n − t)/√(t(1 − t)D/n) (E. B. Wilson, JASA 22, 1927), whose
 * interval is Wilson's; the exact binomial with mid-p where an expected count is below 1.
 */
export function targetTest(target: number, now: Share, { factor, df }: DayEffect): Tested {
  const difference = now.x / now.n - target;
  const exact = Math.min(target, 1 - target) * now.n < LEAST_EXPECTED;
  const z = exact
    ? inverseNormal(binomialMidP(target, now) / 2)
    : difference / Math.sqrt((target * (1 - target)) / now.n);
  return {
    test: exact ? 'binomial' : 'score',
    difference,
    base: target,
    sign: Math.sign(difference),
    p: twoSided(z / Math.sqrt(factor), df),
    designEffect: factor,
    interval: (confidence) => {
      const { low, high } = score(now, factor, quantileOf(confidence, df));
      return { low: low - target, high: high - target };
    },
  };
}

/** All numbers out of n that are less likely under a share than the one seen, and half of those as likely. */
function binomialMidP(share: number, { x, n }: Share): number {
  // Under a share of 0 or 1 nothing else can be seen.
  if (share === 0 || share === 1) return x === share * n ? 1 : 0;
  const log = (k: number): number => logChoose(n, k) + k * Math.log(share) + (n - k) * Math.log(1 - share);
  return Math.min(1, lessLikely(0, n, x, log, 0));
}

function leastExpected(before: Share, now: Share): number {
  const [x, n] = [before.x + now.x, before.n + now.n];
  return (Math.min(x, n - x) * Math.min(before.n, now.n)) / n;
}

function chiSquare(before: Share, now: Share): number {
  const [x, n] = [before.x + now.x, before.n + now.n];
  const cross = before.x * (now.n - now.x) - now.x * (before.n - before.x);
  return ((n - 1) * cross ** 2) / (before.n * now.n * x * (n - x));
}

/** Chances closer than that are equal, but for rounding. */
const EQUAL = 1e-7;

/** All tables with these margins that are less likely than the one seen, and half of those as likely. 1 where there is only one. */
export function fisherMidP(before: Share, now: Share): number {
  const [marked, total] = [before.x + now.x, before.n + now.n];
  const [low, high] = [Math.max(0, marked - before.n), Math.min(now.n, marked)];
  if (low === high) return 1;
  const log = (k: number): number => logChoose(marked, k) + logChoose(total - marked, now.n - k);
  return Math.min(1, lessLikely(low, high, now.x, log, logChoose(total, now.n)));
}

/** The chance of all from `low` to `high` that are less likely than `seen`, and half of that of those as likely. */
function lessLikely(low: number, high: number, seen: number, log: (k: number) => number, all: number): number {
  let p = 0;
  const least = log(seen);
  for (let k = low; k <= high; k++) {
    const beyond = log(k) - least;
    if (beyond > EQUAL) continue;
    p += Math.exp(log(k) - all) * (beyond < -EQUAL ? 1 : 0.5);
  }
  return p;
}

/** Wilson's interval of a share of n/D records. */
function score({ x, n }: Share, factor: number, z: number): Interval {
  const [share, count, square] = [x / n, n / factor, z * z];
  const centre = (share + square / (2 * count)) / (1 + square / count);
  const half = (z / (1 + square / count)) * Math.sqrt((share * (1 - share)) / count + square / (4 * count * count));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

function newcombe(before: Share, now: Share, factor: number, z: number): Interval {
  const [was, is] = [before.x / before.n, now.x / now.n];
  const [past, present] = [score(before, factor, z), score(now, factor, z)];
  return {
    low: is - was - Math.hypot(is - present.low, past.high - was),
    high: is - was + Math.hypot(present.high - is, was - past.low),
  };
}

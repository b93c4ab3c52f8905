import type { Count, Proportion, Scores } from '../tests/sample.ts';
import { countTest } from './counts.ts';
import { dayEffect } from './day-effect.ts';
import { welch } from './means.ts';
import { mannWhitney } from './medians.ts';
import { type Compared, type Durations, type Period, sizeOf } from './period.ts';
import { shareTest, targetTest } from './shares.ts';
import { spreadOfShares, spreadsOfScores } from './spreads.ts';
import type { Tested } from './tested.ts';

/** Why two figures have no verdict. */
export const reasons = ['too_few', 'too_different', 'no_test', 'no_complete_day', 'no_goal', 'no_benchmark'] as const;
export type Reason = (typeof reasons)[number];

/** A comparison needs so many answers on both sides. */
export const LEAST_N = 10;

/**
 * Tests whether a figure of now differs from one of the past: means by Welch's t, shares by χ² or Fisher, numbers of records
 * by quasi-Poisson, medians by Mann–Whitney. Refused with its reason below ten on a side, where numbers of records are compared
 * on both, and for samples of two kinds or two scales.
 */
export function tested(before: Period, now: Period): Tested | { reason: Reason } {
  if (!isLike(before.total, now.total)) return { reason: 'too_different' };
  const sizes = [before, now].map(({ total }) => sizeOf(total));
  // A number of records is no sample: its days are. Where hardly any came, that none came before is something to tell.
  const size = before.total.kind === 'count' ? Math.max(...sizes) : Math.min(...sizes);
  if (size < LEAST_N) return { reason: 'too_few' };
  if (isOf('scores', before) && isOf('scores', now)) return testScores(before, now);
  if (isOf('proportion', before) && isOf('proportion', now)) return testShares(before, now);
  if (isOf('count', before) && isOf('count', now)) return countTest(daily(before), daily(now));
  if (isOf('times', before) && isOf('times', now)) return mannWhitney(timesOf(before), timesOf(now));
  return { reason: 'too_different' };
}

type Kind = Compared['kind'];
const isOf = <K extends Kind>(kind: K, period: Period): period is Period<Extract<Compared, { kind: K }>> =>
  period.total.kind === kind;

/** Of one kind and, where they are answers, on one scale after rescaling. */
function isLike(one: Compared, other: Compared): boolean {
  if (one.kind !== 'scores' || other.kind !== 'scores') return one.kind === other.kind;
  return one.from === other.from && one.to === other.to;
}

const daily = ({ days }: Period<Count>) => days.map(({ day, sample }) => ({ day, n: sample.n }));
const timesOf = ({ total, days }: Period<Durations>) => ({
  total: total.bars,
  days: days.map(({ sample }) => sample.bars),
});

function testShares(before: Period<Proportion>, now: Period<Proportion>): Tested {
  const effect = dayEffect([before, now].map(spreadOfShares));
  return shareTest(before.total, now.total, effect);
}

function testScores(before: Period<Scores>, now: Period<Scores>): Tested {
  const [past, present] = spreadsOfScores([before, now]);
  if (!past || !present) throw new Error('a period without a spread');
  return welch(past, present, dayEffect([past, present]));
}

/** A value that a figure is held against, in the unit of its sample: a target, or one that others found in `n` answers. */
export type Fixed = { value: number; found?: { n: number; variance: number } };

/**
 * Tests whether a figure differs from a value that is no figure of this company. A target is exact, so that only the figure's
 * own uncertainty counts: means by Welch's t against a mean without variance, which is the one-sample t, shares by the score
 * test. A value of others is a sample like any. Numbers of records and times have no such test.
 */
export function testedAgainst({ value, found }: Fixed, now: Period): Tested | { reason: Reason } {
  if (isOf('count', now) || isOf('times', now)) return { reason: 'no_test' };
  if (Math.min(sizeOf(now.total), found?.n ?? Infinity) < LEAST_N) return { reason: 'too_few' };
  if (isOf('scores', now)) {
    const [present] = spreadsOfScores([now]);
    if (!present) throw new Error('a period without a spread');
    const { n, variance } = found ?? { n: Infinity, variance: 0 };
    return welch({ n, mean: value, variance, days: [] }, present, dayEffect([present]));
  }
  if (!isOf('proportion', now)) return { reason: 'too_different' };
  const effect = dayEffect([spreadOfShares(now)]);
  return found
    ? shareTest({ x: Math.round(value * found.n), n: found.n }, now.total, effect)
    : targetTest(value, now.total, effect);
}

import { type Reason, LEAST_N } from './compare.ts';
import type { Interval } from './tested.ts';
import type { Unit } from './units.ts';
import type { Verdict } from './verdict.ts';

type Told = {
  verdict: Verdict;
  alone?: Verdict;
  equivalent: boolean;
  difference: number;
  interval?: Interval | undefined;
  margin: number | undefined;
  /** The smaller of both numbers of answers. */
  n: number;
  unit: Unit;
};

const spoken: Record<Verdict, string> = {
  better: 'better',
  worse: 'worse',
  higher: 'higher',
  lower: 'lower',
  no_clear_change: 'no clear change',
};

/**
 * A comparison in a plain sentence: by how much, and between what bounds; where nothing is clear, whether the figures are as
 * good as equal or too few answers were given to say.
 */
export function wordsOf({ verdict, alone, ...told }: Told): string {
  const parts = verdict === 'no_clear_change' ? unclear(told) : clear(verdict, told);
  const besides = alone && `by itself: ${spoken[alone]}`;
  return [...parts, ...(besides ? [besides] : [])].join('; ');
}

type Figures = Omit<Told, 'verdict' | 'alone'>;

function clear(verdict: Verdict, { difference, interval, equivalent, margin, unit }: Figures): string[] {
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${unit.say(Math.abs(value))}`;
  const bounds = interval ? ` (${signed(interval.low)} to ${signed(interval.high)})` : '';
  const small = equivalent && margin !== undefined ? [`by less than ± ${unit.say(margin)}`] : [];
  return [`${spoken[verdict]}: ${signed(difference)}${bounds}`, ...small];
}

function unclear({ equivalent, margin, interval, n, unit }: Figures): string[] {
  if (equivalent && margin !== undefined) return [spoken.no_clear_change, `within ± ${unit.say(margin)}`];
  if (!interval) return [spoken.no_clear_change];
  const half = (interval.high - interval.low) / 2;
  return [spoken.no_clear_change, `${n} answers cannot show less than ± ${unit.say(half)}`];
}

/** Why nothing is compared. */
export const wordsOfReason: Record<Reason, string> = {
  too_few: `not compared: fewer than ${LEAST_N} answers on a side`,
  too_different: 'not compared: the two figures are of different kinds or scales',
  no_test: 'not compared: there is no test for this metric',
  no_complete_day: 'not compared: no day of the period is complete yet',
  no_goal: 'not compared: no open goal of this metric and scope falls into these days',
  no_benchmark: 'not compared: no benchmark of this metric is written down',
};

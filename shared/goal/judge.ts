import { addDays } from '../kernel/calendar.ts';
import type { Reading } from '../metrics/readings.ts';
import type { Goal, GoalStatus } from './goal.schema.ts';

/** Two sums of the same answers may differ in their last digit. */
const TOLERANCE = 1e-9;

type Target = Pick<Goal, 'target' | 'minN' | 'from' | 'to'> & { direction?: Goal['direction'] };

/** Whether a number is at or beyond a target, in the direction that is good. */
const isBeyond = ({ target, direction = 'up_good' }: Pick<Target, 'target' | 'direction'>, value: number): boolean =>
  (direction === 'up_good' ? value - target : target - value) >= -TOLERANCE * Math.max(1, Math.abs(target));

/** The end of a reading's 95 % interval that is farther from a target; the value itself where there is no interval. */
function worstOf({ direction = 'up_good' }: Pick<Target, 'direction'>, reading: Reading, value: number): number {
  const margin = reading.marginOfError ?? 0;
  const { low, high } = reading.interval ?? { low: value - margin, high: value + margin };
  return direction === 'up_good' ? low : high;
}

/** How a goal stands on a company's day `today`, by what its metric reads of its days so far. */
export function statusOf(goal: Target, reading: Reading, today: string): GoalStatus {
  const { value, n } = reading;
  if (value === null || n < goal.minN) return 'too_few';
  const beyond = isBeyond(goal, value);
  if (today <= goal.to) return beyond ? 'on_course' : 'behind';
  if (isBeyond(goal, worstOf(goal, reading, value))) return 'reached';
  return beyond ? 'close' : 'missed';
}

const daysIn = (from: string, to: string): number => Math.max(0, (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1);

/**
 * The mean of the answers still to come that reaches the target in the end, if as many come a day as did until `today`,
 * which counts as gone; null where that is off the scale, or no more come. Of means, shares and the Net Promoter Score.
 */
export function neededOf(
  { target, from, to }: Target,
  { value, n }: Pick<Reading, 'value' | 'n'>,
  today: string,
  [low, high]: readonly [low: number, high: number],
): number | null {
  const gone = daysIn(from, today < to ? today : to);
  const left = daysIn(addDays(today, 1) > from ? addDays(today, 1) : from, to);
  if (value === null || n === 0 || gone === 0 || left === 0) return null;
  const remaining = (n * left) / gone;
  const needed = (target * (n + remaining) - value * n) / remaining;
  return needed < low - TOLERANCE || needed > high + TOLERANCE ? null : needed;
}

import { addDays, addMonths, monthEnd } from '../../kernel/calendar.ts';
import type { Range } from '../rows.ts';

/** What a period is compared with: the one before, or the same one a year ago. */
export const pasts = ['previous', 'lastYear'] as const;
export type Past = (typeof pasts)[number];

/** Two periods of complete days that are compared; `partial` where the one asked for still runs and was cut. */
export type Pair = { now: Range; before: Range; partial: boolean };

const daysIn = ({ from, to }: Range): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;

/** Below so many days a year ago means the same weekdays. */
const SAME_DATES_FROM = 28;

/** How many months a period has that is a whole month, quarter or year of the calendar; undefined for any other. */
function wholeMonths({ from, to }: Range): number | undefined {
  if (!from.endsWith('-01') || to !== monthEnd(to)) return undefined;
  const month = Number(from.slice(5, 7)) - 1;
  return [1, 3, 12].find((count) => month % count === 0 && to === monthEnd(addMonths(from, count - 1)));
}

/** Where each day of a period lies in the past. */
function shiftOf(range: Range, past: Past): (day: string) => string {
  const days = daysIn(range);
  if (past === 'lastYear') return days < SAME_DATES_FROM ? (day) => addDays(day, -364) : (day) => addMonths(day, -12);
  const months = wholeMonths(range);
  return months === undefined ? (day) => addDays(day, -days) : (day) => addMonths(day, -months);
}

/**
 * The period before: as many days, or for a whole month, quarter or year the whole one before. The period a year ago: the
 * same dates (29 February is the 28th), or the same weekdays 364 days before for fewer than 28 days.
 */
export function pastOf(range: Range, past: Past): Range {
  const shift = shiftOf(range, past);
  const whole = past === 'previous' && wholeMonths(range) !== undefined;
  return { from: shift(range.from), to: whole ? addDays(range.from, -1) : shift(range.to) };
}

/**
 * The two periods that a comparison reads, both of complete days: while `range` still runs, that is reaches the company's
 * day `today`, it ends yesterday, and the past one as many days or dates after its own beginning. Undefined where no day
 * of it is complete.
 */
export function pairOf(range: Range, past: Past, today: string): Pair | undefined {
  if (range.to < today) return { now: range, before: pastOf(range, past), partial: false };
  const now = { from: range.from, to: addDays(today, -1) };
  if (now.to < now.from) return undefined;
  const shift = shiftOf(range, past);
  return { now, before: { from: shift(now.from), to: shift(now.to) }, partial: true };
}

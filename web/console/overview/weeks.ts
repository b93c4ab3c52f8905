import type { Point } from '../../chart/chart.ts';

const WEEK = 7;
/** Days with fewer answers than that on average say more about chance than about the company. */
const ENOUGH = 30;
const LONG = 31;

/** Whether days are better shown as weeks: there are many of them, and few answers a day. */
export const areNoise = (days: readonly Point[]): boolean =>
  days.length > LONG && days.reduce((sum, { n }) => sum + n, 0) < ENOUGH * days.length;

/**
 * Days as weeks of seven days from the first one on, the last one as long as it is. Exact for means, shares and the NPS,
 * which are means over answers: a week's value is that of its days, weighted by their answers.
 */
export function byWeek(days: readonly Point[]): Point[] {
  return Array.from({ length: Math.ceil(days.length / WEEK) }, (_, week) => {
    const some = days.slice(week * WEEK, (week + 1) * WEEK);
    const n = some.reduce((sum, day) => sum + day.n, 0);
    const total = some.reduce((sum, day) => sum + (day.value ?? 0) * day.n, 0);
    return { period: some[0]?.period ?? '', n, value: n > 0 ? total / n : null };
  });
}

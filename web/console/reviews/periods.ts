import { lastEnded } from '../../../shared/review/period.ts';
import { todayIn } from '../kit/days.ts';
import type { Kind } from './reviews.route.ts';

export type Period = { period: string; from: string; to: string };
/** Of as many periods a review can be asked for here; older ones are of no use any more. */
const MOST = 8;

/** The last periods of a kind that have ended, the newest first. */
export function endedPeriods(kind: Kind, now: Date, timeZone: string): Period[] {
  const periods: Period[] = [];
  for (let before = todayIn(timeZone, now); periods.length < MOST;) {
    const { period, days } = lastEnded(kind, before);
    periods.push({ period, ...days });
    before = days.from;
  }
  return periods;
}

import { addDays, monthEnd, monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { months as monthsWithFeedback } from '../feedback/feedback.walk.ts';
import { countingSettings } from '../metrics/counting-settings.ts';
import type { Days } from './period.ts';
import { countRequests, kindsOf, noRequests, type Tally } from './requests.ts';
import type { Monthly } from './review.schema.ts';
import { trendOf } from './trend.ts';

/** Work that may end before it is done, to go on elsewhere. */
export type Work = { begun?: Tally | undefined; isOver: () => boolean };

/** The month of some days and the three before it, the oldest first. */
function monthsFor({ from }: Days): string[] {
  const [first] = monthsBetween(addDays(from, -92), from);
  return monthsBetween(first ?? from, from).slice(-4);
}

/** The requests of a month by their kind, beside the three months before; or how far counting them has come. */
export async function monthlyOf(ctx: Context, days: Days, work: Work): Promise<{ monthly: Monthly } | { next: Tally }> {
  const months = monthsFor(days);
  const from = `${months[0]}-01`;
  const settings = await countingSettings(ctx);
  const how = { begun: work.begun ?? noRequests, settings, isOver: work.isOver };
  const { tally, done } = await countRequests(ctx, { from, to: days.to, months }, how);
  if (!done) return { next: tally };
  // Before its first record nobody can have asked a company for anything.
  const [oldest] = await monthsWithFeedback(ctx);
  const first = oldest !== undefined && oldest < from.slice(0, 7) ? from : (tally.first ?? days.to);
  const exposed = months.map((month) => daysFrom(first, month));
  return {
    monthly: {
      months: months.map((month, index) => ({ month, days: exposed[index] ?? 0 })),
      records: tally.records,
      ...trendOf(kindsOf(tally), exposed),
    },
  };
}

/** Days of a month from a day on. */
function daysFrom(first: string, month: string): number {
  const begin = first > `${month}-01` ? first : `${month}-01`;
  const end = monthEnd(month);
  return begin > end ? 0 : (Date.parse(end) - Date.parse(begin)) / 86_400_000 + 1;
}

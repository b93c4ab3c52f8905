import type { Settings } from '../company/settings.schema.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { barsOf } from '../metrics/counters.ts';
import { sum } from '../metrics/numbers.ts';
import { readRows } from '../metrics/rows.ts';
import { countOf } from '../metrics/statistics.ts';

/** So far back a prediction learns. */
export const DAYS = 365;

/** Answers that could be learnt from, by the counters of a year. */
export async function ratedInYear(ctx: Context, { timeZone, dayBoundary }: Settings): Promise<number> {
  const to = localDay(ctx.now, timeZone, dayBoundary);
  const rows = await readRows(ctx, 'company', { from: addDays(to, 1 - DAYS), to }, { whole: true });
  return countOf(barsOf(sum(rows), 'csat'));
}

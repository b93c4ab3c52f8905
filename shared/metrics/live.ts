import { countsNow } from '../follow-up/open-counts.ts';
import { invalid } from '../http/problem.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { countingSettings } from './counting-settings.ts';
import type { Metric } from './metric.ts';
import type { MetricReport } from './metrics.schema.ts';

type Asked = { from?: string | undefined; to?: string | undefined; grain: string; by?: string; key?: string };

/**
 * A number of this moment, from the counts that the board shows. Throws 400 where days are asked for, or each key at once:
 * of people it is known one by one.
 */
export async function liveTotal(
  ctx: Context,
  metric: Metric,
  { from, to, grain, by, key }: Asked,
): Promise<Pick<MetricReport, 'from' | 'to' | 'timeZone' | 'total'>> {
  const days = { from, to, grain: grain === 'total' ? undefined : grain };
  for (const [parameter, given] of Object.entries(days))
    if (given !== undefined) throw invalid({ parameter, detail: 'is for numbers by day; this one is of now' });
  if (by !== undefined && key === undefined) throw invalid({ parameter: 'key', detail: 'must be given with `by`' });
  const [{ timeZone, dayBoundary }, counts] = await Promise.all([countingSettings(ctx), countsNow(ctx, key)]);
  const today = localDay(ctx.now, timeZone, dayBoundary);
  const { pending, inProgress, overdue, unassigned } = counts;
  const now = { open: pending + inProgress, overdue, unassigned }[metric.live ?? 'open'];
  return { from: today, to: today, timeZone, total: metric.read({ now }) };
}

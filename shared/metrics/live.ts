import { usedUnits } from '../analysis/usage.ts';
import { waitingNow as textsWaiting } from '../analysis/waiting.ts';
import { countsNow } from '../follow-up/open-counts.ts';
import { invalid } from '../http/problem.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { readCounts, waitingOfTheme } from '../triage/counts.ts';
import { deliveriesWaiting } from '../webhook/waiting.ts';
import { countingSettings } from './counting-settings.ts';
import type { Counters } from './counters.ts';
import type { Metric } from './metric.ts';
import type { MetricReport } from './metrics.schema.ts';

type Asked = { from?: string | undefined; to?: string | undefined; grain: string; by?: string; key?: string };

/**
 * A number of this moment: from the counts that the board shows, or of text analysis. Throws 400 where days are asked for,
 * or each key at once: of people, routes, types, themes and webhooks it is known one by one.
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
  const [{ timeZone, dayBoundary }, counters] = await Promise.all([
    countingSettings(ctx),
    countersNow(ctx, metric, by, key),
  ]);
  const today = localDay(ctx.now, timeZone, dayBoundary);
  return { from: today, to: today, timeZone, total: metric.read(counters) };
}

async function countersNow(
  ctx: Context,
  metric: Metric,
  by: string | undefined,
  key: string | undefined,
): Promise<Counters> {
  if (metric.live === 'analysisUnits') return { now: await usedUnits(ctx) };
  if (metric.live !== 'analysisPendingAge') return { now: await countNow(ctx, metric.live, by, key) };
  const { service, budget, oldest } = await textsWaiting(ctx);
  const age = oldest === undefined ? 0 : Math.max(0, ctx.now.getTime() - Date.parse(oldest));
  return { now: Math.round(age / 1_000), waiting: service + budget };
}

type Counted = Exclude<Metric['live'], 'analysisUnits' | 'analysisPendingAge' | undefined>;

async function countNow(ctx: Context, live: Counted | undefined, by: string | undefined, key: string | undefined) {
  if (live === 'deliveries') return deliveriesWaiting(ctx, key);
  if (live === 'waiting') return waitingNow(ctx, key === undefined ? undefined : { by, key });
  const { pending, inProgress, overdue, unassigned } = await countsNow(ctx, key);
  return { open: pending + inProgress, overdue, unassigned }[live ?? 'open'];
}

/** How many records wait for triage, of one route, type or theme where one is asked for. */
async function waitingNow(ctx: Context, only: { by: string | undefined; key: string } | undefined): Promise<number> {
  if (only?.by === 'theme') return waitingOfTheme(ctx, only.key);
  const { waiting, route, type } = await readCounts(ctx);
  if (!only) return waiting;
  const counts: Partial<Record<string, number>> = only.by === 'route' ? route : type;
  return counts[only.key] ?? 0;
}

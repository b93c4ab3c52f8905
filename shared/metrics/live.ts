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
import type { Reading } from './readings.ts';

type Live = NonNullable<Metric['live']>;
type Asked = {
  from?: string | undefined;
  to?: string | undefined;
  grain: string;
  compare?: string | undefined;
  by?: string | undefined;
  key?: string | undefined;
};

/**
 * A number of this moment: from the counts that the board shows, or of text analysis. Throws 400 where days are asked for,
 * or each key at once: of people, routes, types, themes and webhooks it is known one by one.
 */
export async function liveTotal(
  ctx: Context,
  { live, read }: { live: Live; read: Metric['read'] },
  { from, to, grain, compare, by, key }: Asked,
): Promise<Pick<MetricReport, 'from' | 'to' | 'timeZone'> & { total: Reading }> {
  const days = { from, to, grain: grain === 'total' ? undefined : grain, compare };
  for (const [parameter, given] of Object.entries(days))
    if (given !== undefined) throw invalid({ parameter, detail: 'is for numbers by day; this one is of now' });
  if (by !== undefined && key === undefined) throw invalid({ parameter: 'key', detail: 'must be given with `by`' });
  const [{ timeZone, dayBoundary }, counters] = await Promise.all([
    countingSettings(ctx),
    readers[live](ctx, { by, key }),
  ]);
  const today = localDay(ctx.now, timeZone, dayBoundary);
  return { from: today, to: today, timeZone, total: read(counters) };
}

type Only = { by?: string | undefined; key?: string | undefined };

/** What each of these numbers is read from; `now` is the number itself. */
const readers: Readonly<Record<Live, (ctx: Context, only: Only) => Promise<Counters>>> = {
  open: async (ctx, { key }) => {
    const { pending, inProgress } = await countsNow(ctx, key);
    return { now: pending + inProgress };
  },
  overdue: async (ctx, { key }) => ({ now: (await countsNow(ctx, key)).overdue }),
  unassigned: async (ctx, { key }) => ({ now: (await countsNow(ctx, key)).unassigned }),
  waiting: async (ctx, only) => ({ now: await waitingNow(ctx, only) }),
  deliveries: async (ctx, { key }) => ({ now: await deliveriesWaiting(ctx, key) }),
  analysisUnits: async (ctx) => ({ now: await usedUnits(ctx) }),
  analysisPendingAge: async (ctx) => {
    const { service, budget, oldest } = await textsWaiting(ctx);
    const age = oldest === undefined ? 0 : Math.max(0, ctx.now.getTime() - Date.parse(oldest));
    return { now: Math.round(age / 1_000), waiting: service + budget };
  },
};

/** How many records wait for triage, of one route, type or theme where one is asked for. */
async function waitingNow(ctx: Context, { by, key }: Only): Promise<number> {
  if (key !== undefined && by === 'theme') return waitingOfTheme(ctx, key);
  const { waiting, route, type } = await readCounts(ctx);
  if (key === undefined) return waiting;
  const counts: Partial<Record<string, number>> = by === 'route' ? route : type;
  return counts[key] ?? 0;
}

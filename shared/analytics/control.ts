import { invalid } from '../http/problem.ts';
import { addDays, isoWeekday, mondayOf } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { comparedReader } from '../metrics/comparison/compared.ts';
import { sizeOf } from '../metrics/comparison/period.ts';
import { unitOf } from '../metrics/comparison/units.ts';
import { mergeCounters, type Counters } from '../metrics/counters.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Rated } from '../metrics/tests/control.ts';
import { type ChartPeriod, stretchOf } from './control-chart.ts';
import type { Control, ControlQuery } from './control.schema.ts';
import type { Method } from './method.schema.ts';
import { isRefusal } from './refusal.ts';
import { type DailySeries, dailySeries } from './series.ts';
import { trendOf } from './trend-of.ts';

/** Periods that are shown, and as many before them that the first limits come from. */
const SHOWN = { day: 56, week: 26 } as const;
const WEEK_DAYS = 7;

const methodOf = (baseline: number): Method => ({
  name: 'control chart with Laney limits, Western Electric rules',
  source: 'D. B. Laney, Quality Engineering 14 (2002); Western Electric, Statistical Quality Control Handbook (1956)',
  // Beyond 3σ on either side.
  level: 0.0027,
  params: { baseline, sigmas: 3 },
});

/**
 * The newest 56 days, or 26 weeks, of a mean, a share or NPS against what is usual: the mean and the limits of the 56 days (26
 * weeks) before. From a change of level on, the first 56 days (26 weeks) after it are what is usual. Values and limits are in
 * the unit of the metric. Throws 400 for a number of records, whose spread is not that of answers.
 */
export async function control(ctx: Context, input: ControlQuery): Promise<Control> {
  const { grain } = input;
  const shown = SHOWN[grain];
  // One more week: the newest may not be over.
  const days = 2 * shown * (grain === 'week' ? WEEK_DAYS : 1) + (grain === 'week' ? WEEK_DAYS : 0);
  const series = await dailySeries(ctx, input, { usual: days, least: days, most: days });
  if (series.kind === 'count') throw invalid({ parameter: 'metric', detail: 'must be a mean, a share or NPS' });
  const { metric, scope } = series;
  const periods = periodsOf(series, grain);
  const stretches = cut(periods, breaksOf(series, grain)).map((own) => stretchOf(own, shown));
  const { scale } = unitOf(metric.unit);
  const newest = new Map(periods.slice(-shown).map((one) => [one.period, one]));
  const points = stretches.flatMap((one) => one.points).filter(({ period }) => newest.has(period));
  return {
    metric: input.metric,
    unit: metric.unit,
    ...scope,
    grain,
    asOf: ctx.now.toISOString(),
    points: points.map(({ period, z, low, high }) => ({
      period,
      ...(newest.get(period)?.told ?? { value: null, n: 0 }),
      ...(z !== undefined && low !== undefined && high !== undefined && { z, low: low * scale, high: high * scale }),
    })),
    limits: stretches.map(({ from, to, usual }) => ({
      from,
      to,
      usual: isRefusal(usual) ? usual : { centre: usual.centre * scale, s: usual.s * scale, sigma: usual.sigma },
    })),
    signals: points.flatMap(({ period, signals }) => signals.map((signal) => ({ period, ...signal }))),
    method: methodOf(shown),
  };
}

type Period = ChartPeriod & { told: { value: number | null; n: number } };

function periodsOf({ metric, days }: DailySeries, grain: ControlQuery['grain']): Period[] {
  if (grain === 'day') return days.map(({ day, counters }) => periodOf(metric, day, counters));
  const weeks = Map.groupBy(days, ({ day }) => mondayOf(day));
  return [...weeks]
    .filter(([, own]) => own.length === WEEK_DAYS)
    .map(([week, own]) =>
      periodOf(
        metric,
        week,
        own.reduce<Counters>((all, { counters }) => mergeCounters(all, counters), {}),
      ),
    );
}

function periodOf(metric: Metric, period: string, counters: Counters): Period {
  const sample = comparedReader(metric)?.(counters) as Rated;
  const { value, n } = metric.read(counters);
  return { period, sample, n: sizeOf(sample), told: { value, n } };
}

/** The periods with which a new level begins; of weeks the first that lies whole in it. */
function breaksOf({ metric, days }: DailySeries, grain: ControlQuery['grain']): string[] {
  const raw = days.map(({ day, counters }) => {
    const { value, n } = metric.read(counters);
    return { day, value, n };
  });
  const { changePoints } = trendOf(raw, 'additive', metric.direction);
  if (isRefusal(changePoints)) return [];
  const begins = changePoints.map(({ day }) => day);
  return grain === 'day'
    ? begins
    : begins.map((day) => (isoWeekday(day) === 1 ? day : addDays(mondayOf(day), WEEK_DAYS)));
}

function cut(periods: readonly Period[], breaks: readonly string[]): Period[][] {
  const stretches: Period[][] = [[]];
  for (const one of periods) {
    if (breaks.includes(one.period)) stretches.push([]);
    stretches.at(-1)?.push(one);
  }
  return stretches.filter(({ length }) => length > 0);
}

import type { Settings } from '../company/settings.schema.ts';
import { readSettings } from '../company/settings.ts';
import { Problem } from '../http/problem.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import type { Past } from './comparison/periods.ts';
import { compareWith } from './comparison/with-past.ts';
import { figureOf, withLowSample } from './figure.ts';
import { belowFloor, eachFromFloor } from './floor.ts';
import { groupsOf } from './groups.ts';
import { liveTotal } from './live.ts';
import { type MetricName, metricNames, metrics } from './definitions.ts';
import type { Grouping, Metric, Variant } from './metric.ts';
import { MAX_DAYS, type MetricReport } from './metrics.schema.ts';
import { type Numbers, readNumbers, sum, totalOf } from './numbers.ts';
import type { Reading } from './readings.ts';
import type { Range } from './rows.ts';

export type Selection = {
  from?: string | undefined;
  to?: string | undefined;
  by?: Grouping | undefined;
  key?: string | undefined;
};
/** Groups that are compared, those with the most answers: a reply has 6 MB. */
export const MOST_COMPARED = 500;

type Grain = 'total' | 'day' | 'month';
export type ReadInput = Selection & {
  name: MetricName;
  grain: Grain;
  variant?: Variant | undefined;
  compare?: Past | 'both' | undefined;
};

/** Every metric there is, as declared. */
export function catalogue() {
  return {
    items: metricNames.map((name) => {
      const { title, formula, unit, direction, citation, dimensions, defaultBy, live, variants }: Metric =
        metrics[name];
      const grains: Grain[] = live ? ['total'] : ['total', 'day', 'month'];
      return {
        name,
        title,
        formula,
        unit,
        direction,
        citation,
        dimensions: [...dimensions],
        grains,
        ...(defaultBy && { defaultBy }),
        ...(variants && { variants: Object.keys(variants) as Variant[] }),
      };
    }),
  };
}

/**
 * One metric over a range of days: total, series, groups, and what `compare` asks for. Computed from counters only, so its
 * cost depends on the length of the range and the number of groups, not on how much feedback there is.
 */
export async function read(ctx: Context, input: ReadInput): Promise<MetricReport> {
  const metric = inVariant(metrics[input.name], input.variant);
  const { by, key } = scopeOf(ctx, metric, input);
  const asOf = ctx.now.toISOString();
  const said = { metric, name: input.name, variant: input.variant, asOf };
  const scope = { ...(by && { by }), ...(key !== undefined && { key }) };
  const report = {
    metric: input.name,
    title: metric.title,
    formula: metric.formula,
    unit: metric.unit,
    grain: input.grain,
    ...scope,
    ...(input.variant && { variant: input.variant }),
    asOf,
  };
  const { live } = metric;
  if (live) {
    const { total, from, to, timeZone } = await liveTotal(ctx, { live, read: metric.read }, { ...input, by, key });
    const figure = figureOf(said, { from, to, ...scope }, total);
    return { ...report, from, to, timeZone, total: figure, series: [], groups: [] };
  }
  const { settings, range } = await rangeOf(ctx, input, input.compare ? MAX_DAYS.day : MAX_DAYS[input.grain]);
  const numbers = await readNumbers(ctx, metric, range, scope, input.grain !== 'day' && !input.compare);
  const total = totalOf(metric, numbers, scope);
  const { groups, ranking } = await groupsOf(ctx, metric, range, scope, numbers);
  const keys = groups.map((group) => group.key);
  // A single key is the total itself.
  const asked = { said, scope, range, numbers, keys: key === undefined ? keys.slice(0, MOST_COMPARED) : [] };
  const compared = input.compare && (await compareWith(ctx, input.compare, settings, asked));
  return {
    ...report,
    ...range,
    timeZone: settings.timeZone,
    total: figureOf(said, { ...range, ...scope }, total),
    ...(compared && { comparisons: compared.total }),
    series: seriesOf(metric, input.grain, range, numbers),
    groups: groups.map((group) => {
      const comparisons = compared?.groups.get(group.key);
      return { ...withLowSample(metric, group), ...belowFloor(group), ...(comparisons && { comparisons }) };
    }),
    ...(ranking && { ranking }),
    ...(total.breakdown && { breakdown: total.breakdown }),
  };
}

/** A metric as it is read in a variant. Throws 400 for one that it has not. */
export function inVariant(metric: Metric, variant: Variant | undefined): Metric {
  if (variant === undefined) return metric;
  const other = metric.variants?.[variant];
  if (!other) throw invalid('variant', 'must be one that the catalogue names for this metric');
  return { ...metric, ...other };
}

/**
 * The days asked for, by default the last 30 in the company's time zone, and the settings that say what a day is. Throws 400
 * for an impossible range.
 */
export async function rangeOf(
  ctx: Context,
  { from, to }: Selection,
  maxDays: number,
): Promise<{ settings: Settings; range: Range }> {
  const settings = await readSettings(ctx, { consistent: false });
  const { timeZone, dayBoundary } = settings;
  const end = to ?? localDay(ctx.now, timeZone, dayBoundary);
  const start = from ?? addDays(end, -29);
  if (start > end) throw invalid('from', 'must not be after `to`');
  if (addDays(start, maxDays) <= end) throw invalid('to', `must be less than ${maxDays} days after \`from\``);
  return { settings, range: { from: start, to: end } };
}

const invalid = (parameter: string, detail: string): Problem =>
  new Problem('validation-failed', undefined, { errors: [{ parameter, detail }] });

/** By what, and for which key, a caller may read; an agent reads their own numbers and no others. */
export function scopeOf(ctx: Context, metric: Metric, { by: asked, key }: Selection): { by?: Grouping; key?: string } {
  const by = asked ?? metric.defaultBy;
  if (by && !metric.dimensions.includes(by)) {
    throw invalid(
      'by',
      metric.dimensions.length > 0 ? `must be one of ${metric.dimensions.join(', ')}` : 'this metric has no breakdown',
    );
  }
  if (key !== undefined && !by) throw invalid('key', 'needs `by`');
  const { ownOnly, id, permissions } = ctx.actor;
  if (!ownOnly) {
    // Who deals with follow-ups how fast is for those who hand them out.
    if (by === 'owner' && key !== id && !permissions.has('workflow:write'))
      throw new Problem('forbidden', 'Only managers read the numbers of each person.');
    return { by, key };
  }
  const person = (['agent', 'owner'] as const).find((dimension) => metric.dimensions.includes(dimension));
  const foreign = (key !== undefined && (by !== person || key !== id)) || (asked !== undefined && asked !== person);
  if (foreign || !person) throw new Problem('forbidden', 'Agents read their own numbers only.');
  return { by: person, key: id };
}

const seriesOf = (metric: Metric, grain: Grain, range: Range, numbers: Numbers): MetricReport['series'] =>
  grain === 'total'
    ? []
    : readingsOf(metric, grain, range, numbers).map(({ period, reading }) => {
        const { value, n, marginOfError, breakdown } = reading;
        return {
          period,
          value,
          n,
          ...(marginOfError !== undefined && { marginOfError }),
          ...(breakdown && { breakdown }),
          ...belowFloor(reading),
        };
      });

/** What a metric says of each day or month of a range, empty ones too; without anonymous answers that are too few. */
export function readingsOf(
  metric: Metric,
  grain: 'day' | 'month',
  range: Range,
  { counted, floor }: Pick<Numbers, 'counted' | 'floor'>,
): { period: string; reading: Reading }[] {
  const length = grain === 'day' ? 10 : 7;
  const byPeriod = Map.groupBy(counted, ({ period }) => period.slice(0, length));
  const periods: string[] = [];
  for (let day = range.from; day <= range.to; day = addDays(day, 1)) {
    if (periods.at(-1) !== day.slice(0, length)) periods.push(day.slice(0, length));
  }
  const counters = periods.map((period) => sum(byPeriod.get(period) ?? []));
  return eachFromFloor(metric, counters, floor).map((own, at) => ({
    period: periods[at] ?? '',
    reading: metric.read(own),
  }));
}

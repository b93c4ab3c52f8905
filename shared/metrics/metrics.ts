import { readSettings } from '../company/settings.ts';
import { Problem } from '../http/problem.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { type Counters, mergeCounters } from './counters.ts';
import { liveTotal } from './live.ts';
import { type MetricName, metricNames, metrics } from './definitions.ts';
import type { Grouping, Metric, Variant } from './metric.ts';
import { MAX_DAYS, type MetricReport } from './metrics.schema.ts';
import { type Reading, shrunk } from './readings.ts';
import { type Range, readRows, type Row } from './rows.ts';

export type Selection = {
  from?: string | undefined;
  to?: string | undefined;
  by?: Grouping | undefined;
  key?: string | undefined;
};
type Grain = 'total' | 'day' | 'month';
export type ReadInput = Selection & { name: MetricName; grain: Grain; variant?: Variant | undefined };

/** Every metric there is, as declared. */
export function catalogue() {
  return {
    items: metricNames.map((name) => {
      const { title, formula, unit, citation, dimensions, defaultBy, live, variants }: Metric = metrics[name];
      const grains: Grain[] = live ? ['total'] : ['total', 'day', 'month'];
      return {
        name,
        title,
        formula,
        unit,
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
 * One metric over a range of days: total, series, groups. Computed from counters only, so its cost depends on
 * the length of the range and the number of groups, not on how much feedback there is.
 */
export async function read(ctx: Context, input: ReadInput): Promise<MetricReport> {
  const metric = inVariant(metrics[input.name], input.variant);
  const { by, key } = scopeOf(ctx, metric, input);
  const said = {
    metric: input.name,
    title: metric.title,
    formula: metric.formula,
    unit: metric.unit,
    grain: input.grain,
    ...(by && { by }),
    ...(key !== undefined && { key }),
    ...(input.variant && { variant: input.variant }),
    asOf: ctx.now.toISOString(),
  };
  const { live, read } = metric;
  if (live)
    return { ...said, ...(await liveTotal(ctx, { live, read }, { ...input, by, key })), series: [], groups: [] };
  const { timeZone, range } = await rangeOf(ctx, input, MAX_DAYS[input.grain]);
  const whole = input.grain !== 'day';
  const rowsOf = (dimension: string, only?: string): Promise<Row[]> =>
    readRows(ctx, metric.rows ? `${metric.rows}.${dimension}` : dimension, range, { key: only, whole });
  const [grouped, company, buckets] = await Promise.all([
    by ? rowsOf(by, key) : [],
    // The total of one key, or of all that have a key, comes from the groups themselves.
    key === undefined ? rowsOf('company') : [],
    metric.buckets ? readRows(ctx, 'resolution', range, { whole }) : [],
  ]);
  const counted = key !== undefined || metric.keyedOnly ? grouped : [...company, ...buckets.map(prefixed)];
  const total = metric.read(sum(counted));
  if (metric.keyedOnly && key === undefined) countUnkeyed(metric, total, company);
  return {
    ...said,
    ...range,
    timeZone,
    total,
    series: seriesOf(metric, input.grain, range, counted),
    groups: await groupsOf(ctx, metric, range, grouped, company),
    ...(total.breakdown && { breakdown: total.breakdown }),
  };
}

/** A metric as it is read in a variant. Throws 400 for one that it has not. */
function inVariant(metric: Metric, variant: Variant | undefined): Metric {
  if (variant === undefined) return metric;
  const other = metric.variants?.[variant];
  if (!other) throw invalid('variant', 'must be one that the catalogue names for this metric');
  return { ...metric, ...other };
}

/** The days asked for; by default the last 30 in the company's time zone. Throws 400 for an impossible range. */
export async function rangeOf(
  ctx: Context,
  { from, to }: Selection,
  maxDays: number,
): Promise<{ timeZone: string; dayBoundary: string; range: Range }> {
  const { timeZone, dayBoundary } = await readSettings(ctx, { consistent: false });
  const end = to ?? localDay(ctx.now, timeZone, dayBoundary);
  const start = from ?? addDays(end, -29);
  if (start > end) throw invalid('from', 'must not be after `to`');
  if (addDays(start, maxDays) <= end) throw invalid('to', `must be less than ${maxDays} days after \`from\``);
  return { timeZone, dayBoundary, range: { from: start, to: end } };
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

const sum = (rows: readonly Row[]): Counters =>
  rows.reduce<Counters>((total, { counters }) => mergeCounters(total, counters), {});
const prefixed = (row: Row): Row => ({ ...row, counters: mergeCounters({}, row.counters, `${row.key}|`) });

/** What has no key in the breakdown is not in the total, and is counted as left out. */
function countUnkeyed(metric: Metric, total: Reading, company: readonly Row[]): void {
  const unknown = metric.read(sum(company)).n - total.n;
  if (unknown > 0) total.excluded = { ...total.excluded, unknown };
}

function seriesOf(metric: Metric, grain: Grain, range: Range, rows: readonly Row[]): MetricReport['series'] {
  if (grain === 'total') return [];
  const length = grain === 'day' ? 10 : 7;
  const byPeriod = Map.groupBy(rows, ({ period }) => period.slice(0, length));
  const periods: string[] = [];
  for (let day = range.from; day <= range.to; day = addDays(day, 1)) {
    if (periods.at(-1) !== day.slice(0, length)) periods.push(day.slice(0, length));
  }
  return periods.map((period) => {
    const { value, n, marginOfError, breakdown } = metric.read(sum(byPeriod.get(period) ?? []));
    return { period, value, n, ...(marginOfError !== undefined && { marginOfError }), ...(breakdown && { breakdown }) };
  });
}

async function groupsOf(
  ctx: Context,
  metric: Metric,
  range: Range,
  rows: readonly Row[],
  company: readonly Row[],
): Promise<MetricReport['groups']> {
  const counted = [...Map.groupBy(rows, ({ key }) => key)]
    .map(([key, own]) => ({ counters: sum(own), group: { key, ...metric.read(sum(own)) } }))
    .filter(({ group }) => group.n > 0 || Object.keys(group.excluded).length > 0)
    .sort(({ group: a }, { group: b }) => b.n - a.n || (a.key < b.key ? -1 : 1));
  if (metric.name !== 'agent_rating') return counted.map(({ group }) => group);
  const [teams, everyone] = await Promise.all([
    teamAverages(ctx, metric, range),
    company.length > 0 ? company : readRows(ctx, 'company', range, { whole: true }),
  ]);
  const overall = metric.read(sum(everyone)).value;
  return counted.map(({ counters, group }) => {
    const team = mainTeam(counters);
    const teamAverage = team === undefined ? null : (teams.get(team) ?? null);
    // An agent without a team is drawn towards the whole company instead.
    const prior = teamAverage ?? overall;
    const adjusted = group.value !== null && prior !== null ? shrunk(group.value, group.n, prior) : undefined;
    return { ...group, ...(team !== undefined && { team }), teamAverage, ...(adjusted !== undefined && { adjusted }) };
  });
}

async function teamAverages(ctx: Context, metric: Metric, range: Range): Promise<Map<string, number | null>> {
  const rows = await readRows(ctx, 'team', range, { whole: true });
  return new Map([...Map.groupBy(rows, ({ key }) => key)].map(([team, own]) => [team, metric.read(sum(own)).value]));
}

/** The team most of an agent's answers were given for; the first by name among equals. */
function mainTeam(counters: Counters): string | undefined {
  const teams = Object.entries(counters).filter(([name, answers]) => name.startsWith('team:') && answers > 0);
  const [first] = teams.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return first?.[0].slice('team:'.length);
}

import { invalid } from '../http/problem.ts';
import { pick } from '../kernel/json.ts';
import type { Context } from '../kernel/context.ts';
import { sideOf } from '../metrics/comparison/with-past.ts';
import { compareAll, type Question } from '../metrics/comparison/compare-all.ts';
import { comparedReader } from '../metrics/comparison/compared.ts';
import { type MetricName, metricNames, metrics } from '../metrics/definitions.ts';
import { groupsOf } from '../metrics/groups.ts';
import type { Metric } from '../metrics/metric.ts';
import { rangeOf, scopeOf } from '../metrics/metrics.ts';
import { readNumbers, rowsBy, sum } from '../metrics/numbers.ts';
import type { Range, Row } from '../metrics/rows.ts';
import { LEVEL } from './kitagawa.ts';
import type { Method } from './method.schema.ts';
import { restOf } from '../metrics/comparison/rest.ts';
import { MOST_DAYS, periodsOf, refuseAgents, todayOf } from './scope.ts';
import type { Segments, SegmentsQuery } from './segments.schema.ts';

const MOST_ROWS = 100;

const method: Method = {
  name: 'comparison with the rest and with the period before, Benjamini–Hochberg over each',
  source: 'B. L. Welch, Biometrika 34 (1947); I. Campbell, Stat. Med. 26 (2007); JRSS B 57 (1995)',
  level: LEVEL,
  params: {},
};

/**
 * Metrics by segment or tier: the value, drawn towards the company, against all other records and against the period before.
 * All comparisons with the rest are one family, all with the past another. Throws 400 for a metric that cannot be compared, or
 * not by that dimension, naming those that can.
 */
export async function segments(ctx: Context, { metrics: listed, by, ...input }: SegmentsQuery): Promise<Segments> {
  const names = [...new Set(listed.split(','))].map((name) => nameOf(name, by));
  refuseAgents(ctx);
  for (const name of names) scopeOf(ctx, metrics[name], { by });
  const { settings, range } = await rangeOf(ctx, input, MOST_DAYS);
  const pair = periodsOf(range, 'previous', todayOf(ctx, settings));
  const [now, before] = [pair?.now ?? range, pair?.before];

  const tables = await Promise.all(names.map((name) => tableOf(ctx, name, by, now, before)));
  const [volumes, allRecords, invited, allInvited] = await Promise.all(
    [
      [metrics.volume, by],
      [metrics.volume, 'company'],
      [metrics.response_rate, by],
      [metrics.response_rate, 'company'],
    ].map(([metric, dimension]) => rowsBy(ctx, metric as Metric, dimension as string, now, { whole: true })),
  );
  const volumeOf = sharesOf(volumes, sum(allRecords ?? [])['volume'] ?? 0, 'volume');
  const invitedOf = sharesOf(invited, sum(allInvited ?? [])['invited'] ?? 0, 'invited');
  const keys = [...new Set((volumes ?? []).map(({ key }) => key))]
    .toSorted((a, b) => volumeOf(b).n - volumeOf(a).n || (a < b ? -1 : 1))
    .slice(0, MOST_ROWS);
  const asked = keys.flatMap((key) => tables.map((table) => ({ key, table })));
  const margins = settings.comparison.margins;
  const toRest = compareAll(
    asked.map(({ key, table }) => table.toRest(key)),
    margins,
  );
  const toPrevious =
    before &&
    compareAll(
      asked.map(({ key, table }) => table.toPrevious(key)),
      margins,
    );
  const cells = asked.flatMap(({ key, table }, at) => {
    const [rest, past] = [toRest[at], toPrevious?.[at]];
    return rest ? [{ key, cell: { ...table.figure(key), toRest: rest, ...(past && { toPrevious: past }) } }] : [];
  });
  return {
    by,
    ...now,
    previous: before ?? null,
    asOf: ctx.now.toISOString(),
    rows: keys.map((key) => ({
      key,
      volume: volumeOf(key),
      invitations: invitedOf(key),
      metrics: cells.filter((one) => one.key === key).map(({ cell }) => cell),
    })),
    method,
  };
}

function nameOf(name: string, by: SegmentsQuery['by']): MetricName {
  const mayBe = metricNames.filter((one) => {
    const metric: Metric = metrics[one];
    return !metric.live && comparedReader(metric) && metric.dimensions.includes(by);
  });
  const known = mayBe.find((one) => one === name);
  if (!known) throw invalid({ parameter: 'metrics', detail: `must be of ${mayBe.join(', ')}` });
  return known;
}

type Told = Omit<Segments['rows'][number]['metrics'][number], 'metric' | 'unit' | 'toRest' | 'toPrevious'>;
const fields = ['value', 'n', 'adjusted', 'adjustedInterval', 'place', 'standing'] as const;
const NONE: Told = { value: null, n: 0 };

/** What one metric says of each key. */
async function tableOf(ctx: Context, name: MetricName, by: SegmentsQuery['by'], now: Range, before: Range | undefined) {
  const metric: Metric = metrics[name];
  const [numbers, past] = await Promise.all([
    readNumbers(ctx, metric, now, { by }, false),
    before ? readNumbers(ctx, metric, before, { by }, false) : undefined,
  ]);
  const { groups } = await groupsOf(ctx, metric, now, { by }, numbers);
  const told = new Map(groups.map((group): [string, Told] => [group.key, group]));
  const company = sideOf(now, numbers.company);
  const rows = Map.groupBy(numbers.grouped, ({ key }) => key);
  const pastRows = Map.groupBy(past?.grouped ?? [], ({ key }) => key);
  const sideIn = (range: Range, of: ReadonlyMap<string, Row[]>, key: string) => sideOf(range, of.get(key) ?? []);
  return {
    figure: (key: string) => ({
      metric: name,
      unit: metric.unit,
      ...pick(told.get(key) ?? NONE, fields),
    }),
    toRest: (key: string): Question => {
      const side = sideIn(now, rows, key);
      return { metric, before: restOf(company, side), now: side };
    },
    toPrevious: (key: string): Question => ({
      metric,
      before: sideIn(before ?? now, pastRows, key),
      now: sideIn(now, rows, key),
    }),
  };
}

const sharesOf = (rows: readonly Row[] = [], all: number, counter: string) => {
  const counts = new Map<string, number>();
  for (const { key, counters } of rows) counts.set(key, (counts.get(key) ?? 0) + (counters[counter] ?? 0));
  return (key: string) => {
    const n = counts.get(key) ?? 0;
    return { n, share: all === 0 ? null : n / all };
  };
};

import type { Context } from '../kernel/context.ts';
import { type Counters, mergeCounters } from '../metrics/counters.ts';
import { metrics } from '../metrics/definitions.ts';
import type { MetricName } from '../metrics/figure.schema.ts';
import type { Metric } from '../metrics/metric.ts';
import { type Range, readRows, type Row } from '../metrics/rows.ts';

/** Counters of single days. Plain data, because it is stored as well. */
export type DayCounters = Record<string, Counters>;

/** What nothing on a dashboard is read from. */
const unread = /^(?:x:|~)?(?:fcr|fcr-not|resolution)(?::|$)/;

/** The counters that are not 0, and that `keep` names where it is given, in the order of their names. */
export const kept = (counters: Counters, keep?: RegExp): Counters =>
  Object.fromEntries(
    Object.entries(counters)
      .filter(([name, count]) => count !== 0 && !unread.test(name) && (keep?.test(name) ?? true))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Rows by their days, in the order of days; only counters that `keep` names, where it is given. */
export function byDays(rows: readonly Row[], keep?: RegExp): DayCounters {
  const days: DayCounters = {};
  for (const { period, counters } of rows.toSorted((a, b) => (a.period < b.period ? -1 : 1)))
    days[period] = kept(mergeCounters({ ...days[period] }, counters), keep);
  return days;
}

/** Counters of days by columns, as they are stored: rows of numbers pack to a half of what objects do. */
export type Columns = { days: string[]; columns: Record<string, number[]> };

/** Days by columns; a counter that a day has not is 0. */
export function inColumns(days: DayCounters): Columns {
  const rows = Object.values(days);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].toSorted();
  return {
    days: Object.keys(days),
    columns: Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? 0)])),
  };
}

/** The days that columns hold. */
export function fromColumns({ days, columns }: Columns): DayCounters {
  const each = Object.entries(columns);
  return Object.fromEntries(
    days.map((day, index) => [
      day,
      Object.fromEntries(each.flatMap(([name, counts]) => (counts[index] ? [[name, counts[index]]] : []))),
    ]),
  );
}

type Keyed<D> = [key: string, days: D][];
export const eachInColumns = (keyed: Keyed<DayCounters>): Keyed<Columns> =>
  keyed.map(([key, days]) => [key, inColumns(days)]);
export const eachFromColumns = (keyed: Keyed<Columns>): Keyed<DayCounters> =>
  keyed.map(([key, columns]) => [key, fromColumns(columns)]);

/** The day rows of a dimension over several ranges. */
export const rowsIn = async (ctx: Context, dimension: string, ranges: readonly Range[], key?: string): Promise<Row[]> =>
  (await Promise.all(ranges.map((range) => readRows(ctx, dimension, range, { key, whole: false })))).flat();

/** The dimension whose rows a metric is read from. */
export const dimensionOf = (name: MetricName, by: string): string => {
  const { rows }: Metric = metrics[name];
  return rows ? `${rows}.${by}` : by;
};

/** The sum of the days in a range. */
export function sumIn(days: DayCounters, { from, to }: Range): Counters {
  const sum: Counters = {};
  for (const [day, counters] of Object.entries(days)) if (day >= from && day <= to) mergeCounters(sum, counters);
  return sum;
}

/** Rows by key, those with most of a counter in the range first. */
export function byKeys(rows: readonly Row[], counter: string, range: Range, keep?: RegExp): [string, DayCounters][] {
  const keys = [...Map.groupBy(rows, ({ key }) => key)].map(([key, own]): [string, DayCounters] => [
    key,
    byDays(own, keep),
  ]);
  const size = ([, days]: [string, DayCounters]): number => sumIn(days, range)[counter] ?? 0;
  return keys
    .filter((one) => size(one) > 0)
    .toSorted((one, other) => size(other) - size(one) || (one[0] < other[0] ? -1 : 1));
}

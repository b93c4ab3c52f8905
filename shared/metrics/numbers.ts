import { addDays } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { type Counters, mergeCounters } from './counters.ts';
import type { Grouping, Metric } from './metric.ts';
import type { Reading } from './readings.ts';
import { type Range, readRows, type Row } from './rows.ts';

/** By what a number is broken down, and of which key alone. */
export type Scope = { by?: Grouping | undefined; key?: string | undefined };

/** The counter rows behind a metric in a range: of the groups, of the company, and those that the total is read from. */
export type Numbers = { grouped: Row[]; company: Row[]; counted: Row[] };

/** Reads the rows of a metric, by months where `whole` and else by days; the cost depends on days and keys, not on records. */
export async function readNumbers(
  ctx: Context,
  metric: Metric,
  range: Range,
  { by, key }: Scope,
  whole: boolean,
): Promise<Numbers> {
  const rowsOf = (dimension: string, only?: string) => rowsBy(ctx, metric, dimension, range, { key: only, whole });
  const [grouped, company, buckets] = await Promise.all([
    by ? rowsOf(by, key) : [],
    // The total of one key, or of all that have a key, comes from the groups themselves.
    key === undefined ? rowsOf('company') : [],
    metric.buckets ? readRows(ctx, 'resolution', range, { whole }) : [],
  ]);
  const counted = key !== undefined || metric.keyedOnly ? grouped : [...company, ...buckets.map(prefixed)];
  return { grouped, company, counted };
}

/** The rows of what a metric counts by one dimension. */
export const rowsBy = (
  ctx: Context,
  { rows }: Pick<Metric, 'rows'>,
  dimension: string,
  range: Range,
  options: { key?: string | undefined; whole: boolean },
): Promise<Row[]> => readRows(ctx, rows ? `${rows}.${dimension}` : dimension, range, options);

export const sum = (rows: readonly Row[]): Counters =>
  rows.reduce<Counters>((total, { counters }) => mergeCounters(total, counters), {});
const prefixed = (row: Row): Row => ({ ...row, counters: mergeCounters({}, row.counters, `${row.key}|`) });

/** The total of a metric. What has no key in the breakdown is not in it, and is counted as left out. */
export function totalOf(metric: Metric, { counted, company }: Numbers, { key }: Scope): Reading {
  const total = metric.read(sum(counted));
  if (!metric.keyedOnly || key !== undefined) return total;
  const unknown = metric.read(sum(company)).n - total.n;
  return unknown > 0 ? { ...total, excluded: { ...total.excluded, unknown } } : total;
}

/** Every day of a range with the rows of it. */
export function byDay({ from, to }: Range, rows: readonly Row[]): { day: string; rows: readonly Row[] }[] {
  const found = Map.groupBy(rows, ({ period }) => period);
  const days: { day: string; rows: readonly Row[] }[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push({ day, rows: found.get(day) ?? [] });
  return days;
}

import { addDays } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { readSettings } from '../company/settings.ts';
import { type Counters, mergeCounters } from './counters.ts';
import { anonymousPart, holdsAnonymous, leftOut, named } from './floor.ts';
import type { Grouping, Metric } from './metric.ts';
import type { Reading } from './readings.ts';
import { type Range, readRows, type Row } from './rows.ts';

/** By what a number is broken down, and of which key alone. */
export type Scope = { by?: Grouping | undefined; key?: string | undefined };

/**
 * The counter rows behind a metric in a range: of the groups, of the company, and those that the total is read from. Where any
 * of them held anonymous answers, `floor` is how many a number has to rest on, and `hidden` those that no group tells.
 */
export type Numbers = { grouped: Row[]; company: Row[]; counted: Row[]; floor?: number; hidden?: Counters };

/**
 * Reads the rows of a metric, by months where `whole` and else by days; the cost depends on days and keys, not on records.
 * Anonymous answers are left out of groups, and of the total, that have fewer than the company's floor. Only where there are
 * any does that cost a read: of the settings, and of one key's also the other keys, since a group that is hidden for the sake
 * of another is hidden when it is asked for alone.
 */
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
  const numbers = { grouped, company, counted };
  if (![...grouped, ...company].some(({ counters }) => holdsAnonymous(counters))) return numbers;
  const { privacy } = await readSettings(ctx, { consistent: false });
  const beside =
    by && key !== undefined ? { grouped: await rowsOf(by), company: await rowsOf('company') } : { grouped, company };
  return fromFloor(metric, numbers, key, { ...beside, floor: privacy.anonymityFloor });
}

type Beside = Pick<Numbers, 'grouped' | 'company'> & { floor: number };

/** Numbers without the anonymous answers that must not be told, by all groups `beside` which they stand. */
export function fromFloor(metric: Metric, numbers: Numbers, key: string | undefined, beside: Beside): Numbers {
  const { floor } = beside;
  const groups = countersByKey(beside.grouped);
  const whole = metric.keyedOnly ? undefined : sum(beside.company);
  const few = leftOut(metric, groups, floor, whole);
  const withoutFew = (rows: readonly Row[]): Row[] => rows.map((row) => (few.has(row.key) ? without(row) : row));
  const grouped = withoutFew(numbers.grouped);
  if (key !== undefined) return { grouped, company: numbers.company, counted: grouped, floor };
  const isSmall = leftOut(metric, new Map([['', sum(numbers.counted)]]), floor).size > 0;
  const told = (rows: readonly Row[]): Row[] => (isSmall ? rows.map(without) : [...rows]);
  const hidden: Counters = {};
  if (!isSmall) for (const one of few) mergeCounters(hidden, anonymousPart(groups.get(one) ?? {}));
  return { grouped, company: told(numbers.company), counted: told(numbers.counted), floor, hidden };
}

const without = (row: Row): Row => ({ ...row, counters: named(row.counters) });
export const countersByKey = (rows: readonly Row[]): Map<string, Counters> =>
  new Map([...Map.groupBy(rows, ({ key }) => key)].map(([key, own]) => [key, sum(own)]));

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

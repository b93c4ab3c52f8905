import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { isAll, type MetricRule } from '../alert-rule/metric-test.ts';
import { closedDays } from '../calendar/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { COMPANY_KEY } from '../metrics/counted-kind.ts';
import { type Counters, mergeCounters } from '../metrics/counters.ts';
import { metrics } from '../metrics/definitions.ts';
import { type Range, readRows } from '../metrics/rows.ts';
import { shortKey } from './key.ts';
import type { Tested } from './periods.ts';
import { type Usual, usualOf } from './usual.ts';

/** The dimension of counter rows that a rule reads, as the rows name it. */
export function dimensionOf({ metric, scope }: Pick<MetricRule, 'metric' | 'scope'>): string {
  const dimension = isAll(scope) ? 'company' : scope.dimension;
  const { rows } = metrics[metric];
  return rows ? `${rows}.${dimension}` : dimension;
}

/** How a rule on all of a metric names its one key. */
export const ALL = 'all';
export const rowKeyOf = (rule: Pick<MetricRule, 'scope'>, key: string): string =>
  isAll(rule.scope) ? COMPANY_KEY : key;

const sum = (all: readonly { counters: Counters }[]): Counters =>
  all.reduce<Counters>((total, { counters }) => mergeCounters(total, counters), {});

/** The counters of the days that are judged: one row, or those of a week. */
export async function countersNow(ctx: Context, rule: MetricRule, key: string, now: Range): Promise<Counters> {
  return sum(await readRows(ctx, dimensionOf(rule), now, { key: rowKeyOf(rule, key), whole: false }));
}

const KEPT_DAYS = 9;

/**
 * What is usual for a rule, a key and a day: computed once from the counter rows before, then read as one row. Nothing is
 * read where the test compares with nothing. It never costs more for more records, since a day is one row.
 */
export async function usual(ctx: Context, rule: MetricRule, key: string, { now, before }: Tested): Promise<Usual> {
  if (before.length === 0) return usualOf(rule, []);
  const Key = {
    pk: `${companyPrefix(ctx.companyId)}thb#${rule.ruleId}#${shortKey(key)}`,
    sk: `${now.from}#${rule.epoch}`,
  };
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key }));
  if (Item) return JSON.parse(String(Item['usual'])) as Usual;
  const computed = usualOf(
    rule,
    await countersBefore(ctx, rule, key, ordinary(rule, before, await closedIf(ctx, rule))),
  );
  const expiresAt = Math.floor(ctx.now.getTime() / 1_000) + KEPT_DAYS * 86_400;
  await ctx.db.send(
    new PutCommand({ TableName: tableName(), Item: { ...Key, usual: JSON.stringify(computed), expiresAt } }),
  );
  return computed;
}

type Tests = Pick<MetricRule, 'test'>;
/** Public holidays, where the test of a rule leaves them out. */
export const closedIf = async (ctx: Context, { test }: Tests): Promise<ReadonlySet<string>> =>
  test.kind === 'spike' ? closedDays(ctx) : new Set();

/** Periods that say what is usual: for a spike, without public holidays. */
export const ordinary = ({ test }: Tests, before: readonly Range[], closed: ReadonlySet<string>): readonly Range[] =>
  test.kind === 'spike' ? before.filter(({ from }) => !closed.has(from)) : before;

/** Counters of periods, the oldest first; empty ones where nothing was counted. */
async function countersBefore(
  ctx: Context,
  rule: MetricRule,
  key: string,
  periods: readonly Range[],
): Promise<Counters[]> {
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return [];
  const range = { from: first.from, to: last.to };
  const rows = await readRows(ctx, dimensionOf(rule), range, { key: rowKeyOf(rule, key), whole: false });
  return periods.map(({ from, to }) => sum(rows.filter(({ period }) => period >= from && period <= to)));
}

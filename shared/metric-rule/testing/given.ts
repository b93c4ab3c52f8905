import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { CreateAlertRule } from '../../alert-rule/alert-rule.schema.ts';
import { create } from '../../alert-rule/alert-rule.ts';
import { isMetricRule, type MetricRule } from '../../alert-rule/metric-test.ts';
import { again } from '../../feedback/testing/given.ts';
import { addDays } from '../../kernel/calendar.ts';
import type { Context } from '../../kernel/context.ts';
import { tableName } from '../../kernel/table.ts';
import { COMPANY_KEY } from '../../metrics/counted-kind.ts';
import { storedName } from '../../metrics/counter-names.ts';
import type { Counters } from '../../metrics/counters.ts';
import { rowKey } from '../../metrics/rollup.keys.ts';

/** A rule on a number, as the company has it: below 85 % satisfied, a threshold on today, unless said otherwise. */
export async function aMetricRule(ctx: Context, more: object = {}): Promise<MetricRule> {
  const body = CreateAlertRule.parse({
    name: 'Satisfaction',
    kind: 'metric',
    metric: 'csat_pct',
    scope: { all: true },
    test: { kind: 'threshold', direction: 'below', warning: 85, critical: 75 },
    notify: { userIds: [] },
    ...more,
  });
  const rule = await create(again(ctx), { body });
  if (!isMetricRule(rule)) throw new Error('no rule on a number');
  return rule;
}

/** The counters of a key in a month (`2026-11`), as if its records had been counted. */
export async function countedMonth(ctx: Context, counters: Counters, { month, dimension, key }: MonthPlace) {
  const named = Object.entries(counters).map(([name, count]) => [storedName(name), count]);
  const Item = {
    ...rowKey(ctx.companyId, { dimension, grain: 'month', period: month, key }),
    ...(Object.fromEntries(named) as Counters),
  };
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item }));
}
type MonthPlace = { month: string; dimension: string; key: string };

type Place = { day: string; dimension?: string; key?: string };

/** The counters of a day, as if its records had been counted. */
export async function countedDay(
  ctx: Context,
  counters: Counters,
  { day, dimension = 'company', key = COMPANY_KEY }: Place,
) {
  const named = Object.entries(counters).map(([name, count]) => [storedName(name), count]);
  const Item = {
    ...rowKey(ctx.companyId, { dimension, grain: 'day', period: day, key }),
    ...(Object.fromEntries(named) as Counters),
  };
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item }));
}

/** So many answers of n are satisfied. */
export const satisfied = (x: number, n: number): Counters => ({ volume: n, 'csat:5': x, 'csat:2': n - x });

/** The same counters on each of some days before one. */
export async function countedBefore(ctx: Context, day: string, days: number, countersOf: (ago: number) => Counters) {
  for (let ago = 1; ago <= days; ago++) await countedDay(ctx, countersOf(ago), { day: addDays(day, -ago) });
}

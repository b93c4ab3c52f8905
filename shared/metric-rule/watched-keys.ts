import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { isEach, type MetricRule } from '../alert-rule/metric-test.ts';
import { noteKeys } from '../alert-rule/note-keys.ts';
import { addDays, monthEnd } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { keptFor } from '../kernel/kept.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { type Counters, mergeCounters } from '../metrics/counters.ts';
import { metrics } from '../metrics/definitions.ts';
import { type Range, readRows } from '../metrics/rows.ts';
import { dimensionOf } from './numbers.ts';

/** Keys of a dimension that a rule on each of them watches. */
export const MOST_WATCHED = 500;

/** The keys that a rule watches; undefined where it watches all there are. */
type Watched = ReadonlySet<string> | undefined;

const kept = keptFor<Watched>(10 * 60_000, 200);
const KEPT_DAYS = 3;

/** Whether a rule watches a key on a day of the company: of more than 500 those with the most answers or records. */
export async function isWatchedKey(ctx: Context, rule: MetricRule, key: string, today: string): Promise<boolean> {
  if (!isEach(rule.scope)) return true;
  const name = `${ctx.companyId} ${rule.ruleId} ${rule.epoch} ${today}`;
  const keys = await kept.get(name, ctx.now.getTime(), () => watchedOf(ctx, rule, today));
  return keys?.has(key) ?? true;
}

/** Found once for a rule and a day, then read as one row. */
async function watchedOf(ctx: Context, rule: MetricRule, today: string): Promise<Watched> {
  const Key = { pk: `${companyPrefix(ctx.companyId)}thk#${rule.ruleId}`, sk: `${today}#${rule.epoch}` };
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key }));
  if (Item) return Item['keys'] && new Set(Item['keys'] as string[]);
  const all = await keysByCount(ctx, rule, today);
  const keys = all.length > MOST_WATCHED ? all.slice(0, MOST_WATCHED) : undefined;
  await noteKeys(ctx, { ruleId: rule.ruleId, epoch: rule.epoch, tooMany: keys !== undefined });
  const expiresAt = Math.floor(ctx.now.getTime() / 1_000) + KEPT_DAYS * 86_400;
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: { ...Key, ...(keys && { keys }), expiresAt } }));
  return keys && new Set(keys);
}

/** The keys of a rule's dimension, that with the greatest n of this month and the one before first: two rows a key. */
async function keysByCount(ctx: Context, rule: MetricRule, today: string): Promise<string[]> {
  const counted = new Map<string, Counters>();
  for (const { key, counters } of await readRows(ctx, dimensionOf(rule), twoMonths(today), { whole: true }))
    counted.set(key, mergeCounters(counted.get(key) ?? {}, counters));
  return [...counted]
    .map(([key, counters]) => ({ key, n: metrics[rule.metric].read(counters).n }))
    .toSorted((one, other) => other.n - one.n || (one.key < other.key ? -1 : 1))
    .map(({ key }) => key);
}

function twoMonths(today: string): Range {
  const month = today.slice(0, 7);
  return { from: `${addDays(`${month}-01`, -1).slice(0, 7)}-01`, to: monthEnd(month) };
}

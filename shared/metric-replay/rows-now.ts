import { isAll, isEach } from '../alert-rule/metric-test.ts';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import { ALL, dimensionOf, rowKeyOf } from '../metric-rule/numbers.ts';
import { type Counters, mergeCounters } from '../metrics/counters.ts';
import { metrics } from '../metrics/definitions.ts';
import { type Range, readRows } from '../metrics/rows.ts';
import { add, type Numbers, readsOf } from './numbers.ts';
import type { PlayedMetricRule } from './play.ts';

/** Keys that are played of a rule on each key of a dimension. */
const MOST_KEYS = 500;
const AT_ONCE = 4;

export type RowsNow = {
  numbers: Numbers;
  /** The keys that are played, where there are more of them than that. */
  keys?: ReadonlySet<string> | undefined;
};

/**
 * What the rows of a rule's keys hold now for some days; of more than 500 keys for those with the most answers up to
 * `today`. Of a row only the counters stay that the metric reads.
 */
export async function rowsNow(ctx: Context, rule: PlayedMetricRule, days: Range, today: string): Promise<RowsNow> {
  const dimension = dimensionOf(rule);
  const reads = readsOf(rule.metric);
  const numbers: Numbers = new Map();
  const { keys, isCut } = await keysOf(ctx, rule, { from: days.from, to: today });
  await eachBatch(keys, { size: 1, parallel: AT_ONCE }, async ([key]) => {
    if (key === undefined) return;
    const rows = await readRows(ctx, dimension, days, { key: rowKeyOf(rule, key), whole: false, consistent: true });
    for (const { period: day, counters } of rows) add(numbers, { key, day, counters }, { reads, oldest: days.from });
  });
  return { numbers, ...(isCut && { keys: new Set(keys) }) };
}

async function keysOf(
  ctx: Context,
  rule: PlayedMetricRule,
  range: Range,
): Promise<{ keys: readonly string[]; isCut: boolean }> {
  const { scope, metric } = rule;
  if (isAll(scope)) return { keys: [ALL], isCut: false };
  if (!isEach(scope)) return { keys: [scope.key], isCut: false };
  const reads = readsOf(metric);
  const totals = new Map<string, Counters>();
  for (const { key, counters } of await readRows(ctx, dimensionOf(rule), range, { whole: true })) {
    const known = Object.entries(counters).filter(([name]) => reads(name));
    totals.set(key, mergeCounters(totals.get(key) ?? {}, Object.fromEntries(known)));
  }
  const ranked = [...totals]
    .map(([key, counters]) => ({ key, n: metrics[metric].read(counters).n }))
    .toSorted((one, other) => other.n - one.n || (one.key < other.key ? -1 : 1));
  return { keys: ranked.slice(0, MOST_KEYS).map(({ key }) => key), isCut: ranked.length > MOST_KEYS };
}

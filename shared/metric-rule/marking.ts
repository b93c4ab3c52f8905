import { isAll, isEach, type MetricRule } from '../alert-rule/metric-test.ts';
import { metricRulesFor } from '../alert-rule/rule-set.ts';
import { eachBatch } from '../kernel/batches.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import type { CountingSettings } from '../metrics/counted-kind.ts';
import type { Moved } from '../metrics/rollup.ts';
import { mark } from './mark.store.ts';
import { ALL, dimensionOf } from './numbers.ts';
import { dueAt, isPeriodic, slotOf } from './periods.ts';
import { isWatchedKey } from './watched-keys.ts';

type Watching = Pick<MetricRule, 'metric' | 'scope'>;

/** Days of rows that decide anything: today and yesterday, whatever the company's zone, and a week of them for weeks. */
const SOME_DAYS = 9;

/** Those of some rows that a rule of the company watches; none for a company without such rules, at no read but of its rule set. */
export async function watched(ctx: Context, rows: readonly Moved[]): Promise<Moved[]> {
  const rules = await metricRulesFor(ctx);
  if (rules.length === 0) return [];
  const oldest = addDays(ctx.now.toISOString().slice(0, 10), -SOME_DAYS);
  return rows.filter((row) => row.day >= oldest && rules.some((rule) => keyOf(rule, row) !== undefined));
}

/** The key of a rule that a row belongs to. */
export function keyOf(rule: Watching, { dimension, key }: Pick<Moved, 'dimension' | 'key'>): string | undefined {
  const { scope } = rule;
  if (dimensionOf(rule) !== dimension) return undefined;
  if (isAll(scope)) return ALL;
  return isEach(scope) || scope.key === key ? key : undefined;
}

const AT_ONCE = 8;
const MOST_REMEMBERED = 10_000;
const put = new Set<string>();

/** Puts a mark for each rule and key whose number has moved, due at the end of the slot; a second one in a slot costs nothing. */
export async function markMoved(ctx: Context, rows: readonly Moved[], zone: CountingSettings): Promise<void> {
  const today = localDay(ctx.now, zone.timeZone, zone.dayBoundary);
  const wanted = new Map<string, Parameters<typeof mark>[1]>();
  for (const rule of await metricRulesFor(ctx))
    for (const row of rows) {
      const key = keyOf(rule, row);
      if (key === undefined || !isWanted(rule, row.day, today)) continue;
      if (!(await isWatchedKey(ctx, rule, key, today))) continue;
      const { ruleId, test } = rule;
      const slot = slotOf(test, row.day, ctx.now);
      const due = dueAt(test, slot, ctx.now, zone);
      wanted.set(`${ctx.companyId} ${ruleId} ${rule.epoch} ${key} ${slot} ${due}`, {
        ruleId,
        key,
        slot,
        periodic: isPeriodic(test),
        dueAt: due,
      });
    }
  const open = [...wanted].filter(([name]) => !put.has(name));
  if (put.size > MOST_REMEMBERED) put.clear();
  await eachBatch(open, { size: 1, parallel: AT_ONCE }, async ([one]) => {
    if (!one) return;
    await mark(ctx, one[1]);
    put.add(one[0]);
  });
}

/** The day that runs, and of complete periods the last one too; older numbers open nothing. */
export function isWanted({ test }: Pick<MetricRule, 'test'>, day: string, today: string): boolean {
  if (day > today) return false;
  if (!isPeriodic(test)) return day === today;
  const now = new Date(today);
  return slotOf(test, day, now) >= slotOf(test, today, now) - 1;
}

import type { Context } from '../kernel/context.ts';
import { keptFor } from '../kernel/kept.ts';
import { isThere } from '../kernel/store.ts';
import { cachedRules } from '../match/rule-set.ts';
import type { AlertRule } from './alert-rule.schema.ts';
import { alertRules, alertRuleSet } from './alert-rule.store.ts';
import { isMetricRule, type MetricRule } from './metric-test.ts';
import { ruleChanges } from './ready-made.ts';

/** With the 20 seconds of the rules themselves, one that was saved is in force after 30. */
const onMetrics = keptFor<readonly MetricRule[]>(10_000);

/**
 * The rules of a company on metrics, as {@link rulesFor} has them, for whoever asks with each change of a number: a
 * company without any costs one unit every 10 seconds, and is not given the ready-made ones because of it.
 */
export function metricRulesFor(ctx: Context): Promise<readonly MetricRule[]> {
  return onMetrics.get(ctx.companyId, ctx.now.getTime(), async () => {
    const { onMetrics: count = 0 } = await alertRuleSet.read(ctx);
    return count > 0 ? (await rulesFor(ctx)).filter(isMetricRule) : [];
  });
}

const enabledRules = async (ctx: Context): Promise<AlertRule[]> =>
  (await alertRules.every(ctx)).filter(({ enabled }) => enabled);

/** The rules of a company that are switched on, muted ones too, as they were at most 20 seconds ago. */
export const rulesFor = cachedRules(ruleChanges, enabledRules);

/** A rule as it is this moment; undefined where there is none, or none any more. */
export async function ruleNow(ctx: Context, ruleId: string): Promise<AlertRule | undefined> {
  const stored = await alertRules.find(ctx, ruleId as AlertRule['ruleId']);
  return isThere(ctx, stored) ? alertRules.publicOf(stored) : undefined;
}

import { ruleNow } from '../alert-rule/rule-set.ts';
import { isMetricRule, type MetricRule } from '../alert-rule/metric-test.ts';
import { listOf } from '../http/list.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { MetricState } from './metric-state.schema.ts';
import { isPeriodic, slotOf } from './periods.ts';
import { streakOf } from './state.ts';
import { type StateRow, statesOf } from './state.store.ts';

type Input = { ruleId: string; limit: number; cursor?: string | undefined };

/** How the numbers of a rule stand, by key; none of a rule on feedback, nor what was seen before the rule was changed. */
export async function states(ctx: Context, { ruleId, ...page }: Input) {
  const rule = await ruleNow(ctx, ruleId);
  if (!rule) throw new Problem('not-found');
  return listed(ctx, { rule: isMetricRule(rule) ? rule : undefined, ...page });
}

/** The list of one rule: its name is part of the cursor's. */
const listed = (ctx: Context, { rule, ...page }: Omit<Input, 'ruleId'> & { rule: MetricRule | undefined }) =>
  listOf<Record<never, never>, StateRow, MetricState>(
    `alert-rule-states#${rule?.ruleId ?? ''}`,
    {},
    async function* (own, _, from) {
      if (!rule) return;
      for await (const steps of statesOf(own, rule.ruleId, from))
        yield steps.map(({ item, after }) => ({ item: item?.epoch === rule.epoch ? item : undefined, after }));
    },
    (row) => shown(rule as MetricRule, row, ctx.now),
  )(ctx, page);

function shown({ test }: MetricRule, row: StateRow, now: Date): MetricState {
  const { key, level, facts, since } = row;
  const { value, n, z, p } = facts;
  // Slots without a change repeat what was last.
  const later = isPeriodic(test) || level === 'INSUFFICIENT' ? 0 : Math.max(0, slotOf(test, '', now) - row.slot);
  return {
    key,
    state: level,
    streak: streakOf(row) + later,
    value,
    n,
    ...(z !== undefined && { z }),
    ...(p !== undefined && { p }),
    since,
    facts,
  };
}

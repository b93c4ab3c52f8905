import { settingsOf } from '../company/settings.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { comparedReader } from '../metrics/comparison/compared.ts';
import { metrics } from '../metrics/definitions.ts';
import { figureOf } from '../metrics/figure.ts';
import type { Grouping, Metric } from '../metrics/metric.ts';
import { readNumbers, totalOf } from '../metrics/numbers.ts';
import { scaleOf } from '../metrics/scale.ts';
import type { Goal, GoalProgress } from './goal.schema.ts';
import { neededOf, statusOf } from './judge.ts';

/** By what a metric is read for somebody: agents are who answered for feedback, or who has a follow-up. */
export function groupingOf(metric: Metric, scope: Goal['scope']): Grouping | undefined {
  if (scope === 'company') return undefined;
  const names: readonly Grouping[] = scope === 'team' ? ['team'] : ['agent', 'owner'];
  return names.find((name) => metric.dimensions.includes(name));
}

/** How a goal stands now. Reads counters only; what it costs depends on its days, not on how much feedback there is. */
export async function progressOf(ctx: Context, goal: Goal): Promise<GoalProgress> {
  const { timeZone, dayBoundary } = await settingsOf(ctx);
  return progressOn(ctx, goal, localDay(ctx.now, timeZone, dayBoundary));
}

/** The same on a company's day. */
export async function progressOn(ctx: Context, goal: Goal, today: string): Promise<GoalProgress> {
  const metric: Metric = metrics[goal.metric];
  const by = groupingOf(metric, goal.scope);
  const scope = by && goal.key !== undefined ? { by, key: goal.key } : {};
  // Before its first day nothing is counted for it yet.
  const last = today < goal.from ? goal.from : today < goal.to ? today : goal.to;
  const range = { from: goal.from, to: last };
  const numbers = today < goal.from ? undefined : await readNumbers(ctx, metric, range, scope, true);
  const reading = numbers ? totalOf(metric, numbers, scope) : metric.read({});
  const said = { metric, name: goal.metric, asOf: ctx.now.toISOString() };
  const kind = comparedReader(metric)?.({}).kind;
  const isMean = kind === 'scores' || kind === 'proportion';
  return {
    goalId: goal.goalId,
    figure: figureOf(said, { ...range, ...scope }, reading),
    target: goal.target,
    status: statusOf(goal, reading, today),
    gap: reading.value === null ? null : reading.value - goal.target,
    needed: isMean ? neededOf(goal, reading, today, scaleOf(metric)) : null,
  };
}

import type { Goal } from '../goal/goal.schema.ts';
import { goalsIn } from '../goal/goal.ts';
import { groupingOf } from '../goal/progress.ts';
import type { Context } from '../kernel/context.ts';
import { judgeAll, type Result, untested } from '../metrics/comparison/compare-all.ts';
import { type Asked, distanceOf, resultAgainst } from './asked.ts';
import type { MetricComparison } from './metric-comparison.schema.ts';

/** The total and each group against the target of its own goal; without one there is no comparison, and it says so. */
export async function withGoal(ctx: Context, asked: Asked): Promise<MetricComparison[]> {
  const { said, range, settings, by, key, keys, parts } = asked;
  const open = await goalsIn(ctx, said.name, range);
  const goalOf = (of: string | undefined): Goal | undefined =>
    open.find((goal) =>
      of === undefined
        ? goal.scope === 'company'
        : goal.key === of && groupingOf(said.metric, goal.scope) === by && by !== undefined,
    );
  const named = [goalOf(key), ...keys.map(goalOf)];
  const answers = judgeAll(
    parts.map((part, at) => {
      const goal = named[at];
      const result: Result = goal ? resultAgainst(said.metric, part, { value: goal.target }) : { reason: 'no_goal' };
      return { direction: goal?.direction ?? said.metric.direction, result };
    }),
    settings.comparison.margins,
  );
  return parts.map((part, at) => {
    const [answer = untested('no_goal', 0), goal] = [answers[at], named[at]];
    const difference = answer.difference ?? (goal ? distanceOf(part, goal.target) : null);
    return { with: 'goal', before: null, ...answer, difference, ...(goal && { goal }) };
  });
}

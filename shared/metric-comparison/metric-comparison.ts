import { invalid, Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Past } from '../metrics/comparison/periods.ts';
import { compareMany, partsOf } from '../metrics/comparison/with-past.ts';
import { type MetricName, metrics } from '../metrics/definitions.ts';
import { keysOf } from '../metrics/groups.ts';
import type { Metric } from '../metrics/metric.ts';
import { MOST_COMPARED, rangeOf, scopeOf } from '../metrics/metrics.ts';
import { MAX_DAYS } from '../metrics/metrics.schema.ts';
import { readNumbers } from '../metrics/numbers.ts';
import type { ComparedMetric, CompareQuery } from './metric-comparison.schema.ts';
import type { Asked } from './asked.ts';
import { withBenchmark } from './with-benchmark.ts';
import { withGoal } from './with-goal.ts';
import { withRest } from './with-rest.ts';

type Input = CompareQuery & { name: MetricName };

/**
 * One metric of a range of days, compared with what `with` names; what the reply compares is one family. Reads counters, and
 * the goals or the benchmarks. Throws 400 for a number of now, a range of more than 366 days or one that reaches into its own
 * past, and for the rest of what has no groups; 403 for an agent who asks for more than their own.
 */
export async function compare(
  ctx: Context,
  { name, with: way, benchmarkId, ...selection }: Input,
): Promise<ComparedMetric> {
  const metric: Metric = metrics[name];
  if (metric.live) throw invalid({ parameter: 'name', detail: 'must be a metric of days; this one is of now' });
  if (benchmarkId !== undefined && way !== 'benchmark')
    throw invalid({ parameter: 'benchmarkId', detail: 'is for `with=benchmark`' });
  const { by, key } = scopeOf(ctx, metric, selection);
  if (way === 'rest' && ctx.actor.ownOnly) throw new Problem('forbidden', 'Agents read their own numbers only.');
  if (way === 'rest' && !by) throw invalid({ parameter: 'by', detail: 'is needed to tell a group from the rest' });
  const { settings, range } = await rangeOf(ctx, selection, MAX_DAYS.day);

  // The rest is what the whole has beside a group, so the whole is read whichever group is asked for.
  const scope = way === 'rest' ? { by } : { by, key };
  const numbers = await readNumbers(ctx, metric, range, scope, false);
  const said = { metric, name, asOf: ctx.now.toISOString() };
  const all = (): string[] => keysOf(metric, numbers).slice(0, MOST_COMPARED);
  const keys = key === undefined ? all() : way === 'rest' ? [key] : [];
  const question = { said, scope, range, numbers, keys };
  const parts = partsOf(question, range, numbers);
  const comparisons = await ways[way](ctx, { ...question, settings, by, key, parts, benchmarkId });
  const compared = parts.map(({ figure }, at) => ({ figure, comparison: comparisons[at] ?? null }));
  const [total] = key === undefined ? compared : compared.slice(-1);
  if (!total) throw new Error('a metric without its total');
  if (key !== undefined || !by) return total;
  const groups = keys.flatMap((one, at) => {
    const { figure, comparison } = compared[at + 1] ?? {};
    return figure && comparison ? [{ key: one, figure, comparison }] : [];
  });
  return { ...total, groups };
}

const withPast = (past: Past) => async (ctx: Context, asked: Asked) => {
  const [compared = []] = await compareMany(ctx, past, asked.settings, [asked], 'with');
  return compared.map((one) => one[past] ?? null);
};

/** The comparisons of each way: of the total first, then of each group. */
const ways = {
  previous: withPast('previous'),
  lastYear: withPast('lastYear'),
  goal: withGoal,
  benchmark: withBenchmark,
  rest: withRest,
};

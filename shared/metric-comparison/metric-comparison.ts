import { invalid, Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { type Comparisons, compareWith, partsOf } from '../metrics/comparison/with-past.ts';
import { type MetricName, metrics } from '../metrics/definitions.ts';
import { keysOf } from '../metrics/groups.ts';
import type { Metric } from '../metrics/metric.ts';
import { MOST_COMPARED, rangeOf, scopeOf } from '../metrics/metrics.ts';
import { MAX_DAYS } from '../metrics/metrics.schema.ts';
import { readNumbers } from '../metrics/numbers.ts';
import type { ComparedMetric, CompareQuery } from './metric-comparison.schema.ts';
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
  const asked = { said, scope, range, numbers, keys };
  const parts = partsOf(asked, range, numbers);
  const more = { said, range, settings, by, key, keys, parts, benchmarkId };
  const others = { goal: withGoal, benchmark: withBenchmark, rest: withRest };
  const comparisons =
    way === 'previous' || way === 'lastYear'
      ? ofPast(way, keys, await compareWith(ctx, way, settings, asked, 'with'))
      : await others[way](ctx, more);
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

type PastComparisons = { total: Comparisons; groups: ReadonlyMap<string, Comparisons> };

const ofPast = (past: keyof Comparisons, keys: readonly string[], { total, groups }: PastComparisons) => [
  total[past] ?? null,
  ...keys.map((key) => groups.get(key)?.[past] ?? null),
];

import type { Benchmark } from '../benchmark/benchmark.schema.ts';
import { byWorth, ofMetrics } from '../benchmark/benchmark.ts';
import { invalid } from '../http/problem.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { judgeAll, type Result, untested } from '../metrics/comparison/compare-all.ts';
import { type Asked, distanceOf, resultAgainst } from './asked.ts';
import type { MetricComparison } from './metric-comparison.schema.ts';

/**
 * The total and each group against one value of outside: a verdict only where the source says how many it asked and how much
 * their answers differ. Throws 400 for a benchmark that is none of this metric.
 */
export async function withBenchmark(ctx: Context, asked: Asked): Promise<MetricComparison[]> {
  const { said, settings, parts } = asked;
  const today = localDay(ctx.now, settings.timeZone, settings.dayBoundary);
  const benchmark = await benchmarkOf(ctx, asked, today);
  if (!benchmark) return parts.map(() => ({ with: 'benchmark', before: null, ...untested('no_benchmark', 0) }));
  const { value, n, spread, validTo } = benchmark;
  const resultOf = (part: (typeof parts)[number]): Result =>
    n === undefined || spread === undefined
      ? { reason: 'too_different' }
      : resultAgainst(said.metric, part, { value, found: { n, variance: spread ** 2 } });
  const { direction } = said.metric;
  const answers = judgeAll(
    parts.map((part) => ({ direction, result: resultOf(part) })),
    settings.comparison.margins,
  );
  return parts.flatMap((part, at) => {
    const answer = answers[at];
    const outdated = validTo < today && { outdated: true as const };
    if (!answer) return [];
    const difference = answer.difference ?? distanceOf(part, value);
    return [{ with: 'benchmark' as const, before: null, ...answer, difference, benchmark, ...outdated }];
  });
}

/** The one asked for; else of those that are still valid the newest, or of those that are not. */
async function benchmarkOf(ctx: Context, { said, benchmarkId }: Asked, today: string): Promise<Benchmark | undefined> {
  const found = await ofMetrics(ctx, new Set([said.name]));
  if (benchmarkId !== undefined) {
    const named = found.find((one) => one.benchmarkId === benchmarkId);
    if (!named) throw invalid({ parameter: 'benchmarkId', detail: 'must be a benchmark of this metric' });
    return named;
  }
  return found.toSorted(byWorth(today))[0];
}

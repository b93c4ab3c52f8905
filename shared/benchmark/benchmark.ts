import { equal, listOf } from '../http/list.ts';
import { type FieldError, invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { metrics } from '../metrics/definitions.ts';
import { offScale } from '../metrics/scale.ts';
import type { Benchmark, BenchmarkFilter, CreateBenchmark } from './benchmark.schema.ts';
import { benchmarks } from './benchmark.store.ts';

/** What of a benchmark's fields contradicts its metric, another field or the calendar. */
function errorsOf(ctx: Context, { metric, value, low, high, asOf, validTo, source }: Benchmark): FieldError[] {
  const numbers = Object.entries({ value, low, high }).flatMap(([name, number]) => {
    const detail = number === undefined || number === null ? undefined : offScale(metrics[metric], number);
    return detail === undefined ? [] : [{ pointer: `#/${name}`, detail }];
  });
  if (numbers.length > 0) return numbers;
  // A day can begin up to 14 hours before that of UTC.
  const today = new Date(ctx.now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
  return [
    ...((low ?? value) > value ? [{ pointer: '#/low', detail: 'must not be above `value`' }] : []),
    ...((high ?? value) < value ? [{ pointer: '#/high', detail: 'must not be below `value`' }] : []),
    ...(source.publishedOn > today ? [{ pointer: '#/source/publishedOn', detail: 'must not lie ahead' }] : []),
    ...(asOf > source.publishedOn ? [{ pointer: '#/asOf', detail: 'must not be after `source.publishedOn`' }] : []),
    ...(validTo < asOf ? [{ pointer: '#/validTo', detail: 'must not be before `asOf`' }] : []),
  ];
}

function settle(ctx: Context, given: Benchmark): Benchmark {
  const errors = errorsOf(ctx, given);
  if (errors.length > 0) throw invalid(...errors);
  const isDirectional = given.n === undefined || given.n === null;
  return { ...given, directional: isDirectional ? true : undefined, editedBy: ctx.actor.id };
}

const verbs = verbsOf(benchmarks, { settle });
export const { get, edit, remove } = verbs;

/** Writes a benchmark down; `conflict` where the company has 500. */
export const create = (ctx: Context, { body }: { body: CreateBenchmark }): Promise<Benchmark> =>
  verbs.create(ctx, { body: { ...body, editedBy: ctx.actor.id } });

export const put = (
  ctx: Context,
  input: Pick<Benchmark, 'benchmarkId'> & { body: CreateBenchmark; ifMatch?: number | undefined },
): Promise<Benchmark> => verbs.put(ctx, { ...input, body: { ...input.body, editedBy: ctx.actor.id } });

export const list = listOf<BenchmarkFilter, Benchmark>(
  'benchmarks',
  { metric: equal('metric'), industry: equal('industry'), region: equal('region') },
  (ctx, _, from) => benchmarks.all(ctx, from),
  (one) => one,
);

/** All of some metrics, which are at most the 500 of a company. */
export const ofMetrics = async (ctx: Context, names: ReadonlySet<Benchmark['metric']>): Promise<Benchmark[]> =>
  (await benchmarks.every(ctx)).filter(({ metric }) => names.has(metric));

/** Orders benchmarks by what they are worth on a company's day: those that are still valid before others, then the newest. */
export const byWorth =
  (today: string) =>
  (one: Benchmark, other: Benchmark): number =>
    Number(one.validTo < today) - Number(other.validTo < today) || (one.asOf > other.asOf ? -1 : 1);

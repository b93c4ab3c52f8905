import { createHash } from 'node:crypto';
import { countedKinds } from '../../shared/counted-kinds.ts';
import { months, walk } from '../../shared/feedback/feedback.walk.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { type MetricName, metricNames, metrics } from '../../shared/metrics/definitions.ts';
import type { Metric } from '../../shared/metrics/metric.ts';
import { read } from '../../shared/metrics/metrics.ts';
import { sweep } from '../../shared/metrics/sweep.ts';

export type Days = { from: string; to: string };

/** Counts all records of a company that are not counted as they are. */
export async function count(ctx: Context): Promise<void> {
  for (const kind of countedKinds) await sweep(ctx, kind);
}

/**
 * What the API says of every metric, as a whole and by each of its dimensions, month by month, or now where it is counted
 * so; without the time of the reply.
 */
export async function numbersOf(ctx: Context, days: Days): Promise<Map<string, string>> {
  const numbers = new Map<string, string>();
  for (const name of metricNames) {
    const { live, dimensions }: Metric = metrics[name];
    const when = live ? ({ grain: 'total' } as const) : ({ ...days, grain: 'month' } as const);
    const scopes = live ? [undefined] : [undefined, ...dimensions];
    const reports = await Promise.all(scopes.map((by) => read({ ...ctx, now: new Date() }, { name, ...when, by })));
    for (const [at, report] of reports.entries())
      numbers.set(`${name} by ${scopes[at] ?? 'nothing'}`, JSON.stringify(report, withoutTime));
  }
  return numbers;
}

const withoutTime = (key: string, value: unknown): unknown => (key === 'asOf' ? undefined : value);

/** The names of numbers that differ. */
export const apart = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] =>
  [...one.keys()].filter((name) => one.get(name) !== other.get(name));

export const nOf = async (ctx: Context, name: MetricName, days: Days): Promise<number> =>
  (await read(ctx, { name, ...days, grain: 'total' })).total.n;

/** The hash of all records of a company as they are stored, and their number. */
export async function recordsOf(ctx: Context): Promise<string> {
  const hash = createHash('sha256');
  let records = 0;
  for (const month of await months(ctx)) {
    for await (const page of walk(ctx, month)) {
      records += page.length;
      for (const record of page) hash.update(JSON.stringify(record));
    }
  }
  return `${records} ${hash.digest('hex')}`;
}

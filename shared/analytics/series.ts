import type { Settings } from '../company/settings.schema.ts';
import { invalid } from '../http/problem.ts';
import { addDays } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { comparedReader } from '../metrics/comparison/compared.ts';
import type { Counters } from '../metrics/counters.ts';
import { eachFromFloor } from '../metrics/floor.ts';
import { type MetricName, metrics } from '../metrics/definitions.ts';
import type { Grouping, Metric } from '../metrics/metric.ts';
import { rangeOf, scopeOf } from '../metrics/metrics.ts';
import { byDay, readNumbers, sum } from '../metrics/numbers.ts';
import { todayOf } from './scope.ts';

export type Asked = {
  metric: MetricName;
  by?: Grouping | undefined;
  key?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};
type Kind = 'proportion' | 'scores' | 'count';
/** The counters of each complete day of a period. */
export type DailySeries = {
  metric: Metric;
  kind: Kind;
  scope: { by?: Grouping; key?: string };
  from: string;
  to: string;
  settings: Settings;
  days: readonly { day: string; counters: Counters }[];
};

const refused = (parameter: string, detail: string) => invalid({ parameter, detail });

/**
 * A metric by day, of one key or of the company: `days` up to yesterday unless given. Throws 400 for what is neither a mean,
 * a share nor a number of records, for `by` without `key`, and for fewer days than `least`; 403 for an agent who asks for
 * another's numbers. Days with fewer anonymous answers than the company's floor are without these.
 */
export async function dailySeries(
  ctx: Context,
  asked: Asked,
  { usual, least, most }: { usual: number; least: number; most: number },
): Promise<DailySeries> {
  const metric: Metric = metrics[asked.metric];
  const kind = comparedReader(metric)?.({}).kind;
  if (metric.live || kind === undefined || kind === 'times')
    throw refused('metric', 'must be a mean, a share, NPS or a number of records');
  if (asked.by !== undefined && asked.key === undefined) throw refused('key', 'must say which key of `by`');
  const scope = scopeOf(ctx, metric, asked);
  const { settings, range } = await rangeOf(ctx, { ...asked, from: asked.from ?? asked.to }, most);
  const today = todayOf(ctx, settings);
  const to = range.to < today ? range.to : addDays(today, -1);
  const from = asked.from ?? addDays(to, 1 - usual);
  const length = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  if (length < least) throw refused('from', `must leave at least ${least} complete days up to \`to\``);
  if (length > most) throw refused('from', `must be less than ${most} days before \`to\``);
  const numbers = await readNumbers(ctx, metric, { from, to }, scope, false);
  const each = byDay({ from, to }, numbers.counted);
  const told = eachFromFloor(
    metric,
    each.map(({ rows }) => sum(rows)),
    numbers.floor,
  );
  const days = each.map(({ day }, at) => ({ day, counters: told[at] ?? {} }));
  return { metric, kind, scope, from, to, settings, days };
}

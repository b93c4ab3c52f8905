import { invalid } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { metrics } from '../metrics/definitions.ts';
import { figureOf } from '../metrics/figure.ts';
import type { Grouping, Metric } from '../metrics/metric.ts';
import { mergeCounters } from '../metrics/counters.ts';
import { rangeOf, scopeOf } from '../metrics/metrics.ts';
import { readNumbers } from '../metrics/numbers.ts';
import type { Range } from '../metrics/rows.ts';
import { type Answers, answersReader, countOf, unhappyReader } from './answers.ts';
import { atRest, without } from './at-rest.ts';
import { type DriverGroup, fold, groupsOf } from './driver-groups.ts';
import type { Driver, Drivers, DriversQuery } from './drivers.schema.ts';
import { LEVEL, REDRAWS, testedParts } from './kitagawa.ts';
import type { Method } from './method.schema.ts';
import { refuse } from './refusal.ts';
import { MOST_DAYS, periodsOf, refuseAgents, todayOf } from './scope.ts';

/** A comparison needs so many answers in both periods. */
const LEAST_N = 10;

const method: Method = {
  name: 'Kitagawa decomposition, multinomial redraws, Benjamini–Hochberg',
  source: 'E. Kitagawa, JASA 50 (1955); Y. Benjamini & Y. Hochberg, JRSS B 57 (1995)',
  level: LEVEL,
  params: { redraws: REDRAWS, seed: 1 },
};
const atRestMethod: Method = {
  name: 'odds ratio, Woolf interval',
  source: 'B. Woolf, Annals of Human Genetics 19 (1955)',
  level: LEVEL,
  params: {},
};

/**
 * Which groups of a dimension moved a mean, a share or NPS between two periods, and which hold more of the unhappy answers
 * than of all. Read from counters: the cost depends on days and keys. `delta` and the parts of the groups are in the unit of
 * the metric. Throws 400 for a metric that is no mean, a dimension that it has not, or periods that overlap, and 403 for
 * agents.
 */
export async function drivers(ctx: Context, input: DriversQuery): Promise<Drivers> {
  const metric: Metric = metrics[input.metric];
  const read = answersReader(metric);
  if (!read || metric.live)
    throw invalid({
      parameter: 'metric',
      detail: 'must be a mean, a share or NPS: nothing else is made up of its groups',
    });
  refuseAgents(ctx);
  scopeOf(ctx, metric, { by: input.by });
  const { settings, range } = await rangeOf(ctx, input, MOST_DAYS);
  const pair = periodsOf(range, input.with, todayOf(ctx, settings));
  const head = {
    metric: input.metric,
    unit: metric.unit,
    by: input.by,
    method,
    atRestMethod,
    additive: true,
    asOf: ctx.now.toISOString(),
  };
  if (!pair) return { ...head, before: null, now: null, delta: refuse('no_complete_day', 1, 0), groups: [] };
  const [before, now] = await Promise.all(
    [pair.before, pair.now].map((period) => readNumbers(ctx, metric, period, { by: input.by }, true)),
  );
  const groups = fold(
    before && now ? groupsOf(before, now, metric) : [],
    (group) => ({ before: countOf(read(group.before)), now: countOf(read(group.now)) }),
    ({ before: was, now: is }) => [was, is].some((counters) => (metric.read(counters).excluded['floor'] ?? 0) > 0),
  );
  const all = { before: {}, now: {} };
  for (const group of groups) for (const side of sides) mergeCounters(all[side], group[side]);
  const readings = { before: metric.read(all.before), now: metric.read(all.now) };
  const told = {
    ...head,
    before: { ...pair.before, value: readings.before.value, n: readings.before.n },
    now: { ...pair.now, value: readings.now.value, n: readings.now.n },
    ...(pair.partial && { partial: true as const }),
  };
  const least = Math.min(readings.before.n, readings.now.n);
  const [x0, x1] = [readings.before.value, readings.now.value];
  if (least < LEAST_N || x0 === null || x1 === null)
    return { ...told, delta: refuse('too_few', LEAST_N, least), groups: [] };
  return { ...told, delta: x1 - x0, groups: partsOf({ ...head, ...pair, said: metric, by: input.by }, groups, read) };
}

const sides = ['before', 'now'] as const;

type Asked = { said: Metric; metric: DriversQuery['metric']; by: Grouping; asOf: string; before: Range; now: Range };

function partsOf(asked: Asked, groups: readonly DriverGroup[], read: NonNullable<ReturnType<typeof answersReader>>) {
  const answers = groups.map((group) => ({ before: read(group.before), now: read(group.now) }));
  const values = [...new Set(answers.flatMap(({ before, now }) => [...before.keys(), ...now.keys()]))].toSorted(
    (a, b) => a - b,
  );
  const countsOf = (of: Answers): Float64Array => Float64Array.from(values, (value) => of.get(value) ?? 0);
  const parts = testedParts(
    values,
    answers.map(({ before, now }) => ({ before: countsOf(before), now: countsOf(now) })),
  );
  const isUnhappy = unhappyReader(asked.said);
  const totals = answers.map(({ now }) => totalsOf(now, isUnhappy));
  const add = (of: 'n' | 'sum' | 'unhappy') => totals.reduce((sum, one) => sum + one[of], 0);
  const all = { n: add('n'), unhappy: add('unhappy'), value: add('sum') / add('n') };
  return groups
    .flatMap(({ kind, key, ...counters }, at): Driver[] => {
      const [part, own] = [parts[at], totals[at]];
      if (!part || !own) return [];
      const rest = atRest({ group: own, all });
      return [
        {
          kind,
          key,
          before: sideOf(asked, asked.before, key, counters.before),
          now: sideOf(asked, asked.now, key, counters.now),
          ...part,
          without: without(all, { n: own.n, value: own.n === 0 ? 0 : own.sum / own.n }),
          ...(rest && { atRest: rest }),
        },
      ];
    })
    .toSorted((a, b) => Math.abs(b.total) - Math.abs(a.total) || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

function totalsOf(answers: Answers, isUnhappy: (value: number) => boolean) {
  const totals = { n: 0, sum: 0, unhappy: 0 };
  for (const [value, count] of answers) {
    totals.n += count;
    totals.sum += value * count;
    if (isUnhappy(value)) totals.unhappy += count;
  }
  return totals;
}

/** A group in one period, with the call that lists what is behind it. */
function sideOf({ said, metric, by, asOf }: Asked, period: Range, key: string | null, counters: DriverGroup['now']) {
  const reading = said.read(counters);
  const scope = { ...period, by, ...(key !== null && { key }) };
  const { value, n, records } = figureOf({ metric: said, name: metric, asOf }, scope, reading);
  return { value, n, records: key === null ? null : records };
}

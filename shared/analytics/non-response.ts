import type { Context } from '../kernel/context.ts';
import { sideOf } from '../metrics/comparison/with-past.ts';
import { compareAll, type Side } from '../metrics/comparison/compare-all.ts';
import type { Counters } from '../metrics/counters.ts';
import { metrics } from '../metrics/definitions.ts';
import type { Metric } from '../metrics/metric.ts';
import { rangeOf } from '../metrics/metrics.ts';
import { readNumbers, sum } from '../metrics/numbers.ts';
import { proportion } from '../metrics/readings.ts';
import { readRows, type Row } from '../metrics/rows.ts';
import { answersReader } from './answers.ts';
import { LEVEL } from './kitagawa.ts';
import type { Method } from './method.schema.ts';
import type { NonResponse, NonResponseQuery } from './non-response.schema.ts';
import { type Stratum, weightedMean } from './post-stratification.ts';
import { restOf } from '../metrics/comparison/rest.ts';
import { MOST_DAYS, refuseAgents } from './scope.ts';

/** So many groups are told, those with the most invitations; all of them are weighted. */
const MOST_GROUPS = 200;

const methods: Record<'weighting' | 'rate', Method> = {
  weighting: {
    name: 'post-stratification',
    source: 'D. Holt & T. M. F. Smith, JRSS A 142 (1979)',
    level: LEVEL,
    params: { leastAnswers: 10 },
  },
  rate: { name: 'Wilson interval, N − 1 χ²', source: 'E. B. Wilson, JASA 22 (1927)', level: LEVEL, params: {} },
};

/**
 * Who answers and who does not, by a dimension, and what a score would be if all groups answered as often. Invitations are
 * counted on the day of their first mail; scores are those of all feedback of a group in the same days, from whatever source.
 */
export async function nonResponse(ctx: Context, { by, metric, from, to }: NonResponseQuery): Promise<NonResponse> {
  refuseAgents(ctx);
  const { settings, range } = await rangeOf(ctx, { from, to }, MOST_DAYS);
  const read = (dimension: string): Promise<Row[]> => readRows(ctx, dimension, range, { whole: false });
  const [invitedRows, allInvited, scored] = await Promise.all([
    read(`invited.${by}`),
    read('invited.company'),
    readNumbers(ctx, metrics[metric], range, { by }, true),
  ]);
  const company = sideOf(range, allInvited);
  const keyed = [...Map.groupBy(invitedRows, ({ key }) => key)].map(([key, rows]) => ({
    key,
    side: sideOf(range, rows),
  }));
  const none = keyed.reduce((left, { side }) => restOf(left, side), company);
  const scoresOf = scoreReader(metrics[metric]);
  const byKey = Map.groupBy(scored.grouped, ({ key }) => key);
  const groups = [
    ...keyed.map(({ key, side }) => ({ key, side, scores: scoresOf(sum(byKey.get(key) ?? [])) })),
    { key: null, side: none, scores: scoresOf(unkeyed(scored.company, scored.grouped)) },
  ]
    .filter(({ side }) => invitedIn(side) > 0)
    .toSorted((a, b) => invitedIn(b.side) - invitedIn(a.side));
  const toRest = compareAll(
    groups.map(({ side }) => ({ metric: metrics.response_rate, before: restOf(company, side), now: side })),
    settings.comparison.margins,
  );
  const strata = groups.map(({ side, scores }): Stratum => ({ invited: invitedIn(side), ...scores }));
  return {
    by,
    metric,
    ...range,
    asOf: ctx.now.toISOString(),
    ...rateOf(company.counters),
    weighted: weightedMean(strata),
    groups: groups
      .map(({ key, side, scores }, at) => ({
        key,
        ...rateOf(side.counters),
        score: scores.n === 0 ? null : scores.mean,
        n: scores.n,
        ...(toRest[at] && groups.length > 1 && { toRest: toRest[at] }),
      }))
      .slice(0, MOST_GROUPS),
    reminders: remindersOf(company.counters),
    methods,
  };
}

const invitedIn = ({ counters }: Side): number => counters['invited'] ?? 0;

function rateOf(counters: Counters) {
  const [invited, answered] = [counters['invited'] ?? 0, counters['answered'] ?? 0];
  const { value, interval } = proportion(answered, invited, 1);
  return { invited, answered, rate: value, ...(interval && { interval }) };
}

function remindersOf(counters: Counters): NonResponse['reminders'] {
  const [answered, afterReminder] = [counters['answered'] ?? 0, counters['after-reminder'] ?? 0];
  const { value, interval } = proportion(afterReminder, answered, 1);
  return { first: answered - afterReminder, afterReminder, share: value, ...(interval && { interval }) };
}

/** n, mean and variance of the answers behind a metric. */
function scoreReader(metric: Metric): (counters: Counters) => Omit<Stratum, 'invited'> {
  const read = answersReader(metric);
  return (counters) => {
    const answers = [...(read?.(counters) ?? [])];
    const n = answers.reduce((all, [, count]) => all + count, 0);
    if (n === 0) return { n, mean: 0, variance: 0 };
    const mean = answers.reduce((all, [value, count]) => all + value * count, 0) / n;
    const squares = answers.reduce((all, [value, count]) => all + count * (value - mean) ** 2, 0);
    return { n, mean, variance: n < 2 ? 0 : squares / (n - 1) };
  };
}

const unkeyed = (all: readonly Row[], keyed: readonly Row[]): Counters =>
  restOf({ counters: sum(all), days: [] }, { counters: sum(keyed), days: [] }).counters;

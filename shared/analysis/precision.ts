import type { Context } from '../kernel/context.ts';
import { type Counters, mergeCounters } from '../metrics/counters.ts';
import { rangeOf } from '../metrics/metrics.ts';
import { MAX_DAYS } from '../metrics/metrics.schema.ts';
import { readRows } from '../metrics/rows.ts';
import { sampled } from '../review-sample/sampled.ts';
import { agreementOf, cohensKappa, tallyOf } from './agreement.ts';
import { VERSION } from './capabilities.ts';
import { emotionsIn, ENGINE_ROWS, sentimentsIn, urgenciesIn } from './judged.counters.ts';
import type { Precision, PrecisionQuery } from './precision.schema.ts';

/**
 * How often one version of the engine was right about the feedback of some days, as far as people have corrected it: read
 * from counters, so what it costs depends on the length of the period alone; beside it, what review samples say. Throws `validation-failed` for an impossible
 * period.
 */
export async function precision(ctx: Context, { version = VERSION, ...days }: PrecisionQuery): Promise<Precision> {
  const { settings, range } = await rangeOf(ctx, days, MAX_DAYS.total);
  const { timeZone } = settings;
  const [rows, sample] = await Promise.all([
    readRows(ctx, ENGINE_ROWS, range, { key: version, whole: true }),
    sampled(ctx, version, { ...range, timeZone }),
  ]);
  const counters = rows.reduce<Counters>((total, row) => mergeCounters(total, row.counters), {});
  return {
    version,
    ...range,
    timeZone,
    asOf: ctx.now.toISOString(),
    corrections: counters['judged:all'] ?? 0,
    ...figuresOf(counters),
    sample: {
      judged: sample.judged,
      ...figuresOf(sample.counters),
      topics: sample.topics.slice(0, MOST_TOPICS).map(([value, tally]) => ({ value, ...agreementOf(tally) })),
    },
  };
}

const MOST_TOPICS = 400;

function figuresOf(counters: Counters) {
  const [sentiment, urgency] = [sentimentsIn(counters), urgenciesIn(counters)];
  return {
    labels: [
      ...labelsOf('sentiment', sentiment),
      ...labelsOf('urgency', urgency),
      ...emotionsIn(counters).map(([value, tally]) => ({ kind: 'emotion' as const, value, ...agreementOf(tally) })),
    ],
    confusion: { sentiment, urgency },
    kappa: { sentiment: cohensKappa(sentiment), urgency: cohensKappa(urgency) },
  };
}

const labelsOf = <K extends string, L extends string>(kind: K, table: Record<L, Record<L, number>>) =>
  (Object.keys(table) as L[]).map((value) => ({ kind, value, ...agreementOf(tallyOf(table, value)) }));

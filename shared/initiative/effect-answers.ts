import { walkOfCustomer, walkSpan } from '../feedback/feedback.walk.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { eachBatch } from '../kernel/batches.ts';
import { type Context, isLate } from '../kernel/context.ts';
import { rescaled } from '../metrics/statistics.ts';
import type { Pair } from './effect-figures.ts';
import type { EffectMetric, EffectWindow } from './effect.schema.ts';

/** Both windows in which answers are looked for. */
export type Windows = { before: EffectWindow; after: EffectWindow };

/** Records of one person, and of everybody, that are read in a window at most. */
const MOST_OF_PERSON = 100;
const MOST_OF_ALL = 5_000;
const PARALLEL = 20;

const scales: Record<EffectMetric, { points: number; from: number }> = {
  csat: { points: 5, from: 1 },
  rating: { points: 5, from: 1 },
  ces: { points: 7, from: 1 },
  nps: { points: 11, from: 0 },
};

/** What a record says of a metric on its usual scale: the mean where it asks more than once; undefined where it does not. */
export function scoreOf(
  { scores = [], excluded, deletedAt }: Pick<StoredFeedback, 'scores' | 'excluded' | 'deletedAt'>,
  metric: EffectMetric,
): number | undefined {
  const said = excluded || deletedAt !== undefined ? [] : scores.filter((score) => score.metric === metric);
  if (said.length === 0) return undefined;
  const { points, from } = scales[metric];
  const values = said.map(({ value, scaleMin, scaleMax }) =>
    rescaled({ value, min: scaleMin, max: scaleMax, count: 1 }, points),
  );
  return values.reduce((sum, value) => sum + value, 0) / values.length - 1 + from;
}

const spanOf = ({ from, to }: EffectWindow) => ({ start: Date.parse(from), end: Date.parse(to) });

/**
 * The pairs of some people: two reads of an index each, and at most 100 records on either side. `left` are those whose
 * answers there was no time for.
 */
export async function pairsOf(
  ctx: Context,
  people: readonly string[],
  { before, after }: Windows,
  metric: EffectMetric,
): Promise<{ pairs: Pair[]; left: number }> {
  const pairs: Pair[] = [];
  let left = 0;
  await eachBatch(people, { size: 1, parallel: PARALLEL }, async ([person = '']) => {
    if (isLate(ctx)) return void left++;
    const first = await answerOf(ctx, person, before, 'newest', metric);
    const second = first === undefined ? undefined : await answerOf(ctx, person, after, 'oldest', metric);
    if (first !== undefined && second !== undefined) pairs.push({ first, second });
  });
  return { pairs, left };
}

async function answerOf(
  ctx: Context,
  person: string,
  window: EffectWindow,
  order: 'oldest' | 'newest',
  metric: EffectMetric,
): Promise<number | undefined> {
  let looked = 0;
  for await (const records of walkOfCustomer(ctx, person, spanOf(window), order)) {
    for (const record of records) {
      const score = scoreOf(record, metric);
      if (score !== undefined) return score;
    }
    looked += records.length;
    if (looked >= MOST_OF_PERSON) return undefined;
  }
  return undefined;
}

/**
 * The pairs of everybody whom a company knows, by person, with the part of the windows that was read: 5 000 records on
 * either side at most, those nearest to work and to shipping, and fewer where time runs out.
 */
export async function pairsOfAll(
  ctx: Context,
  { before, after }: Windows,
  metric: EffectMetric,
): Promise<{ pairs: Map<string, Pair>; read: Windows }> {
  const [firsts, seconds] = await Promise.all([
    answersOfAll(ctx, before, 'newest', metric),
    answersOfAll(ctx, after, 'oldest', metric),
  ]);
  const pairs = new Map<string, Pair>();
  for (const [person, first] of firsts.answers) {
    const second = seconds.answers.get(person);
    if (second !== undefined) pairs.set(person, { first, second });
  }
  return {
    pairs,
    read: {
      before: { from: firsts.edge ?? before.from, to: before.to },
      after: { from: after.from, to: seconds.edge ?? after.to },
    },
  };
}

async function answersOfAll(
  ctx: Context,
  window: EffectWindow,
  order: 'oldest' | 'newest',
  metric: EffectMetric,
): Promise<{ answers: Map<string, number>; edge?: string | undefined }> {
  const answers = new Map<string, number>();
  let looked = 0;
  for await (const records of walkSpan(ctx, spanOf(window), order)) {
    for (const record of records) {
      const { customerKey } = record;
      const score = customerKey === undefined || answers.has(customerKey) ? undefined : scoreOf(record, metric);
      if (customerKey !== undefined && score !== undefined) answers.set(customerKey, score);
    }
    looked += records.length;
    if (looked >= MOST_OF_ALL || isLate(ctx)) return { answers, edge: records.at(-1)?.occurredAt };
  }
  return { answers };
}

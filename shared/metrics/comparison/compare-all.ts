import type { Counters } from '../counters.ts';
import type { Direction, Metric } from '../metric.ts';
import { type Reason, tested } from './compare.ts';
import { type Period, sizeOf } from './period.ts';
import { comparedReader } from './compared.ts';
import type { Comparison } from './comparison.schema.ts';
import type { Margins } from './margins.schema.ts';
import type { Tested } from './tested.ts';
import { unitOf } from './units.ts';
import { isEquivalent, judge, type Judged, LEVEL } from './verdict.ts';
import { wordsOf, wordsOfReason } from './words.ts';

/** Counters of a period together, and of each of its days, also of those on which nothing was counted. */
export type Side = { counters: Counters; days: readonly { day: string; counters: Counters }[] };
export type Question = { metric: Metric; before: Side; now: Side };
/** What of a comparison follows from the counters of both sides. */
export type Answer = Omit<Comparison, 'with' | 'partial' | 'now' | 'before'>;

/** Compares the figures of one family, that is all of a reply that are compared with the same past; in the order given. */
export function compareAll(questions: readonly Question[], margins: Margins): Answer[] {
  return judgeAll(
    questions.map((question) => ({ direction: question.metric.direction, result: test(question) })),
    margins,
  );
}

/** What a test says of one comparison, with what its answer is told by; or why there is no test. */
export type Result = { tested: Tested; n: number; unit: string; perDay?: number } | { reason: Reason };

/** Answers of one family of tests; in the order given. */
export function judgeAll(all: readonly { direction: Direction; result: Result }[], margins: Margins): Answer[] {
  const family = all.flatMap(({ direction, result }) =>
    'reason' in result ? [] : [{ tested: result.tested, direction }],
  );
  const judged = judge(family);
  let next = 0;
  return all.map(({ result }) => {
    if ('reason' in result) return untested(result.reason, family.length);
    const verdict = judged[next++];
    if (!verdict) throw new Error('a comparison without a verdict');
    return answerOf(result, verdict, margins);
  });
}

/** A side as the sample that a metric takes its counters for; undefined where there is no test for the metric. */
export function periodOf(metric: Metric, { counters, days }: Side): Period | undefined {
  const read = comparedReader(metric);
  return read && { total: read(counters), days: days.map((one) => ({ day: one.day, sample: read(one.counters) })) };
}

function test({ metric, before, now }: Question): Result {
  const [past, present] = [periodOf(metric, before), periodOf(metric, now)];
  if (!past || !present) return { reason: 'no_test' };
  const result = tested(past, present);
  if ('reason' in result) return result;
  const n = Math.min(sizeOf(past.total), sizeOf(present.total));
  const perDay = past.total.kind === 'count' ? past.total.n / past.days.length : undefined;
  return { tested: result, n, unit: metric.unit, ...(perDay !== undefined && { perDay }) };
}

export const untested = (reason: Reason, family: number): Answer => ({
  difference: null,
  p: null,
  q: null,
  family,
  level: LEVEL,
  equivalent: false,
  verdict: null,
  reason,
  words: wordsOfReason[reason],
});

function answerOf(
  { tested: raw, n, unit: name, perDay }: Extract<Result, { tested: Tested }>,
  judged: Judged,
  margins: Margins,
): Answer {
  const unit = unitOf(name, perDay);
  const inUnit = scaled(raw, unit.scale);
  const [difference, interval, margin] = [inUnit.difference, inUnit.interval(1 - LEVEL), unit.margin(margins)];
  const equivalent = isEquivalent(inUnit, margin);
  return {
    difference,
    ...(interval && { interval }),
    ...(raw.base !== undefined && raw.base > 0 && { relative: raw.difference / raw.base }),
    p: raw.p,
    ...judged,
    test: raw.test,
    level: LEVEL,
    designEffect: raw.designEffect,
    equivalent,
    words: wordsOf({ ...judged, equivalent, difference, interval, margin, n, unit }),
  };
}

/** The same in another unit. */
const scaled = (one: Tested, by: number): Tested => ({
  ...one,
  difference: one.difference * by,
  interval: (confidence) => {
    const bounds = one.interval(confidence);
    return bounds && { low: bounds.low * by, high: bounds.high * by };
  },
});

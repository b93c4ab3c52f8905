import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import type { Facts } from '../feedback/feedback.facts.ts';
import { dimensionFields } from '../feedback/feedback.facts.ts';
import { contribution, type Countable, type FeedbackContribution } from '../metrics/contribution.ts';
import type { CountingSettings } from '../metrics/counted-kind.ts';
import type { Counters } from '../metrics/counters.ts';

/** What a change of a record adds to the counter rows of one dimension, on one day; what it takes away is negative. */
export type Delta = { key: string; day: string; counters: Counters };
export type Deltas = {
  deltas: Delta[];
  /** Whether what the record added before is known; events of before it was told say less. */
  isExact: boolean;
};

const dimensions = Object.keys(dimensionFields) as (keyof typeof dimensionFields)[];

/** The facts before a change; undefined for a new record. */
function factsBefore(type: string, event: FeedbackEvent): Partial<Facts> | undefined {
  if (type === 'FeedbackReceived') return undefined;
  const { was = {}, changedKeys, excluded, deleted, analysis, hasComment } = event;
  const has = (name: string): boolean => changedKeys.includes(name);
  const changed = Object.fromEntries(dimensions.filter(has).map((name) => [name, was[name]]));
  return {
    ...event,
    ...changed,
    hasComment: has('comments') ? was.hasComment : hasComment,
    analysis: has('analysis') ? was.analysis : analysis,
    excluded: has('excluded') ? (was.excluded ?? (excluded === undefined ? 'other' : undefined)) : excluded,
    deleted: has('deletedAt') ? (deleted ? undefined : true) : deleted,
  } as Partial<Facts>;
}

/** Facts as a record that is counted. What numbers of rules do not depend on is left out. */
function countable({ feedbackId, occurredAt, at }: FeedbackEvent, facts: Partial<Facts>): Countable {
  const { analysis, excluded, deleted, hasComment, ...rest } = facts;
  return {
    ...(rest as Pick<Countable, 'source'>),
    feedbackId,
    occurredAt,
    ledgerPage: '',
    comments: hasComment ? 'some' : undefined,
    analysis: analysis && { ...analysis, correctedBy: analysis.corrected ? 'somebody' : undefined },
    excluded: excluded === undefined ? undefined : { reason: excluded },
    deletedAt: deleted ? at : undefined,
  };
}

/**
 * What a change of feedback does to the rows of a dimension, from the facts of its event alone: the difference of two
 * contributions, as whoever counts writes it.
 */
export function deltasOf(type: string, event: FeedbackEvent, dimension: string, settings: CountingSettings): Deltas {
  const before = factsBefore(type, event);
  const had = before && contribution(countable(event, before), settings);
  const has = contribution(countable(event, event), settings);
  const isExact =
    event.hasComment !== undefined &&
    !(before && event.changedKeys.includes('analysis') && event.was?.analysis === undefined);
  return { deltas: difference(had ?? undefined, has ?? undefined, dimension), isExact };
}

function difference(had: FeedbackContribution | undefined, has: FeedbackContribution | undefined, dimension: string) {
  const byKey = new Map<string, Delta>();
  for (const [one, sign] of [
    [had, -1],
    [has, 1],
  ] as const) {
    const key = one?.dims[dimension as keyof FeedbackContribution['dims']];
    if (!one || key === undefined) continue;
    const delta = byKey.get(key) ?? { key, day: one.day, counters: {} };
    byKey.set(key, delta);
    for (const [name, count] of Object.entries(one.counters))
      delta.counters[name] = (delta.counters[name] ?? 0) + sign * count;
  }
  return [...byKey.values()].filter(({ counters }) => Object.values(counters).some((by) => by !== 0));
}

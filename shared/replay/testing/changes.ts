import { aFeedback } from '../../feedback/feedback.entity.ts';
import { type FeedbackDomainEvent, feedbackEventsOf } from '../../feedback/feedback.events.ts';
import type { StoredFeedback } from '../../feedback/feedback.schema.ts';
import { newId } from '../../kernel/ids.ts';
import { oneOf, randomOf } from '../../testing/random.ts';

export const START = Date.parse('2026-09-01T00:00:00.000Z');
const MINUTE = 60_000;
const iso = (ms: number): string => new Date(ms).toISOString();

export type RecordChange = { before?: StoredFeedback; after: StoredFeedback };
type Options = {
  seed?: number;
  /** Half of the mean of quiet times. */
  everyMs?: number;
  group?: string;
  /** What records say, beside what all do. */
  more?: (random: () => number, now: number) => Partial<StoredFeedback>;
  /** By how much longer the time between two changes is. */
  pace?: (now: number) => number;
};

/** Changes of records one after the other: some come, others are analysed, corrected, taken out, put back or deleted. */
export function* recordChanges({
  seed = 1,
  everyMs = 6 * MINUTE,
  group = 'T',
  more = () => ({}),
  pace = () => 1,
}: Options = {}): Generator<RecordChange> {
  const random = randomOf(seed);
  const records: StoredFeedback[] = [];
  for (let now = START; ;) {
    // Quiet times, and bursts that are storms.
    now += Math.floor((random() < 0.7 ? random() * 20_000 : random() * 3 * everyMs) * pace(now));
    const before = random() < 0.45 ? undefined : oneOf(random, records);
    const after = before
      ? changed(before, now, random)
      : aFeedback({ ...newcomer(now, random, records, group), ...more(random, now) });
    if (before) records[records.indexOf(before)] = after;
    else records.push(after);
    yield { ...(before && { before }), after };
  }
}

/** What the first changes tell. */
export function changesOf(count: number, options: Options = {}): FeedbackDomainEvent[] {
  const events: FeedbackDomainEvent[] = [];
  for (const change of recordChanges(options)) {
    events.push(...feedbackEventsOf(change));
    if (events.length >= count) break;
  }
  return events.slice(0, count);
}

function newcomer(now: number, random: () => number, records: readonly StoredFeedback[], group: string) {
  const feedbackId = newId('feedback', new Date(now));
  // A ticket that is called like a record: the one way in which an alert of a group ends by itself.
  const ticketId = oneOf(random, [`${group}-1`, feedbackId, records[0]?.feedbackId, records.at(-1)?.feedbackId]);
  return {
    feedbackId,
    createdAt: iso(now),
    updatedAt: iso(now),
    occurredAt: iso(now - (random() < 0.1 ? 20 : 1) * 86_400_000),
    category: oneOf(random, ['billing', 'shipping', 'app']),
    ticketId: ticketId ?? feedbackId,
    customerId: `C-${Math.floor(random() * 30)}`,
    snapshot: { teamId: `team-${Math.floor(random() * 4)}` },
  } as Partial<StoredFeedback>;
}

function changed(before: StoredFeedback, now: number, random: () => number): StoredFeedback {
  const base = { ...before, revision: before.revision + 1, updatedAt: iso(now) };
  const urgency = oneOf(random, ['critical', 'normal', 'normal'] as const);
  const excluded = { reason: 'test', by: 'x', at: iso(now) } as unknown as NonNullable<StoredFeedback['excluded']>;
  const { excluded: _out, deletedAt: _gone, ...back } = base;
  const early = { urgency: 'critical' as const, emotions: [], evidence: [], version: '1' };
  if (before.deletedAt !== undefined) return { ...back, lastAction: 'restore' } as StoredFeedback;
  return oneOf<() => StoredFeedback>(random, [
    () => ({ ...base, lastAction: 'score', analysis: { status: 'done', urgency } }),
    () => ({ ...base, lastAction: 'score', analysis: { status: 'done', urgency } }),
    () => ({ ...base, lastAction: 'score', analysis: { status: 'pending', early } }) as StoredFeedback,
    () => ({ ...base, lastAction: 'correct', analysis: { status: 'done', urgency } }),
    () => ({ ...base, lastAction: 'edit', category: oneOf(random, ['billing', 'shipping']) }),
    () => ({ ...base, lastAction: 'edit', ticketId: before.feedbackId, category: 'billing' }),
    () => ({ ...base, lastAction: 'exclude', excluded }),
    () => ({ ...back, lastAction: 'include' }) as StoredFeedback,
    () => ({ ...base, lastAction: 'delete', deletedAt: iso(now) }),
  ])();
}

import { visible } from '../feedback/feedback.change.ts';
import type { Span } from '../feedback/feedback.pages.ts';
import type { Feedback, StoredFeedback } from '../feedback/feedback.schema.ts';
import { orNone } from '../http/problem.ts';
import { get as getInitiative, linkedTo } from '../initiative/initiative.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { countingRecords } from './candidates.ts';
import { type Match, similarTo } from './compare.ts';
import { LEAST } from './cosine.ts';
import type { Similar, SimilarPurpose } from './similarity.schema.ts';
import type { Word } from './terms.ts';

type FeedbackId = Id<'feedback'>;
type InitiativeId = Id<'initiative'>;
/** What is similar to a record, how much, and by which of its words. */
export type Found<I> = { id: I; score: number; shared: Word[] };

const DAY_MS = 86_400_000;
const DUPLICATE_DAYS = 90;
const MONTHS_DAYS = 365;
const MOST_SHOWN = 20;

/** The last 12 months; feedback may be dated a little ahead. */
export const lastYear = ({ now }: Pick<Context, 'now'>): Span => ({
  start: now.getTime() - MONTHS_DAYS * DAY_MS,
  end: now.getTime() + DAY_MS,
});

const around = ({ occurredAt }: Pick<Feedback, 'occurredAt'>): Span => {
  const at = Date.parse(occurredAt);
  return { start: at - DUPLICATE_DAYS * DAY_MS, end: at + DUPLICATE_DAYS * DAY_MS };
};

/** Of what is found several times the first, which is the most similar. */
const best = <I>(found: readonly Found<I>[]): Found<I>[] => {
  const seen = new Set<I>();
  return found.filter(({ id }) => !seen.has(id) && seen.add(id));
};

/**
 * Main records among those that are similar to a record: what says the same within 90 days of it, and of a duplicate its
 * main record; the most similar first. `earlier`: only those that were said before it.
 */
export async function mainsAmong(
  ctx: Context,
  record: StoredFeedback,
  similar: readonly Match[],
  { earlier = false }: { earlier?: boolean } = {},
): Promise<Found<FeedbackId>[]> {
  const { start, end } = around(record);
  const matches = similar.filter(({ score, record: { occurredAt } }) => {
    const at = Date.parse(occurredAt);
    return score >= LEAST.duplicate && at >= start && at < end;
  });
  const known = new Set(matches.map((match) => match.record.feedbackId as string));
  const mainOf = (match: Match): FeedbackId =>
    (match.record.triage?.duplicateOf ?? match.record.feedbackId) as FeedbackId;
  const others = [...new Set(matches.map(mainOf))].filter((id) => !known.has(id));
  for (const { feedbackId } of await countingRecords(ctx, others)) known.add(feedbackId);
  const itself = new Set<string | undefined>([record.feedbackId, record.triage?.duplicateOf]);
  const found = matches.map((match) => ({ id: mainOf(match), score: match.score, shared: match.shared }));
  return best(found.filter(({ id }) => known.has(id) && !itself.has(id) && (!earlier || id < record.feedbackId)));
}

/** Initiatives to which records are linked that are similar to one, the most similar first; not that of the record itself. */
export async function initiativesAmong(
  ctx: Context,
  { feedbackId }: StoredFeedback,
  similar: readonly Match[],
): Promise<Found<InitiativeId>[]> {
  const ids = similar.map((match) => match.record.feedbackId as FeedbackId);
  const links = await linkedTo(ctx, [...ids, feedbackId as FeedbackId]);
  const own = links.get(feedbackId as FeedbackId);
  const found = best(
    similar.flatMap(({ record, score, shared }): Found<InitiativeId>[] => {
      const id = links.get(record.feedbackId as FeedbackId);
      return id === undefined || id === own ? [] : [{ id, score, shared }];
    }),
  );
  const there = await Promise.all(
    found.slice(0, MOST_SHOWN).map(async (one) => (await orNone(getInitiative(ctx, { initiativeId: one.id }))) && one),
  );
  return there.filter((one) => one !== undefined);
}

export const measuresOf = ({ score, shared }: { score: number; shared: readonly Pick<Word, 'word'>[] }) => ({
  score: Math.round(score * 1_000) / 1_000,
  shared: [...new Set(shared.map(({ word }) => word))],
});

/** What is similar to a record, for a purpose. 404 for a record that the caller may not know of. */
export async function similar(
  ctx: Context,
  { feedbackId, purpose }: { feedbackId: FeedbackId; purpose: SimilarPurpose },
): Promise<{ items: Similar[] }> {
  const record = await visible(ctx, feedbackId);
  if (purpose === 'duplicate') {
    const matches = await similarTo(ctx, record, { span: around(record), least: LEAST.duplicate });
    const mains = (await mainsAmong(ctx, record, matches)).slice(0, MOST_SHOWN);
    return { items: mains.map(({ id, ...one }) => ({ feedbackId: id, ...measuresOf(one) })) };
  }
  const matches = await similarTo(ctx, record, { span: lastYear(ctx), least: LEAST.initiative });
  const found = await initiativesAmong(ctx, record, matches);
  return { items: found.map(({ id, ...one }) => ({ initiativeId: id, ...measuresOf(one) })) };
}

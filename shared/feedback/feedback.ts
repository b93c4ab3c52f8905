import { change, isVisible, visible } from './feedback.change.ts';
import { hasText } from './feedback.facts.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Analysis } from '../analysis/analysis.schema.ts';
import type { CorrectAnalysis, EditFeedback, ExcludeFeedback } from './feedback.requests.schema.ts';
import type { Feedback } from './feedback.schema.ts';
import { type DraftFeedback, findAll, publicOf } from './feedback.store.ts';
import { keptGone } from '../translation/kept.ts';
import { compact, jsonEqual } from '../kernel/json.ts';
import type { Id } from '../kernel/id-kinds.ts';

const RESTORABLE_DAYS = 30;

type One = { feedbackId: Id<'feedback'>; ifMatch?: number | undefined };

export async function get(ctx: Context, { feedbackId }: One): Promise<Feedback> {
  return publicOf(await visible(ctx, feedbackId));
}

/** Records by their ids as they are now, in that order; those that this caller may not know of are left out. */
export const getMany = async (ctx: Context, ids: readonly Id<'feedback'>[]): Promise<Feedback[]> =>
  (await findAll(ctx, ids, { ConsistentRead: true })).filter((record) => isVisible(ctx, record)).map(publicOf);

/** Changes what a record says; null clears a field. Changed texts are analysed anew. */
export const edit = (
  ctx: Context,
  { feedbackId, ifMatch, ...input }: One & { edit: EditFeedback },
): Promise<Feedback> =>
  change(ctx, feedbackId, 'edit', (before) => edited(before, input.edit), {
    ifMatch,
    also: () => (saysOtherTexts(input.edit) ? [keptGone(ctx, feedbackId)] : []),
  });

/** Deletes a record for everybody; it can be restored for 30 days, then it leaves the table. Again is no error. */
export async function remove(ctx: Context, { feedbackId, ifMatch }: One): Promise<void> {
  const { deletedAt } = await visible(ctx, feedbackId, { deleted: true });
  if (deletedAt !== undefined) return;
  const expiresAt = Math.floor(ctx.now.getTime() / 1000) + RESTORABLE_DAYS * 86_400;
  await change(
    ctx,
    feedbackId,
    'delete',
    (before) =>
      before.deletedAt === undefined ? { ...before, deletedAt: ctx.now.toISOString(), expiresAt } : undefined,
    { ifMatch, deleted: true, also: () => [keptGone(ctx, feedbackId)] },
  );
}

export const restore = (ctx: Context, { feedbackId, ifMatch }: One): Promise<Feedback> =>
  change(
    ctx,
    feedbackId,
    'restore',
    (before) =>
      before.deletedAt === undefined ? undefined : { ...before, deletedAt: undefined, expiresAt: undefined },
    { ifMatch, deleted: true },
  );

/** Leaves a record out of all numbers, and says why. */
export const exclude = (ctx: Context, { feedbackId, ifMatch, reason }: One & ExcludeFeedback): Promise<Feedback> =>
  change(
    ctx,
    feedbackId,
    'exclude',
    (before) =>
      before.excluded?.reason === reason
        ? undefined
        : { ...before, excluded: { reason, by: ctx.actor.id, at: ctx.now.toISOString() } },
    { ifMatch },
  );

export const include = (ctx: Context, { feedbackId, ifMatch }: One): Promise<Feedback> =>
  change(ctx, feedbackId, 'include', (before) => (before.excluded ? { ...before, excluded: undefined } : undefined), {
    ifMatch,
  });

/**
 * Replaces the engine's judgement by a person's, which every later analysis leaves alone. What the engine had said
 * stays beside it: the two together give its precision.
 */
export const correct = (
  ctx: Context,
  { feedbackId, ifMatch, correction }: One & { correction: CorrectAnalysis },
): Promise<Feedback> =>
  change(ctx, feedbackId, 'correct', (before) => withCorrection(ctx, before, correction), { ifMatch });

/** Sends a record's texts through the analysis again. */
export const reanalyse = (ctx: Context, { feedbackId, ifMatch }: One): Promise<Feedback> =>
  change(
    ctx,
    feedbackId,
    'reanalyse',
    (before) => {
      const analysis = hasText(before) ? ({ ...before.analysis, status: 'pending' } as const) : before.analysis;
      return jsonEqual(analysis, before.analysis) ? undefined : { ...before, analysis };
    },
    { ifMatch, status: 202 },
  );

const saysOtherTexts = (edit: EditFeedback): boolean =>
  (['subject', 'comments', 'context', 'language'] as const).some((name) => name in edit);

/** A record with some fields replaced, undefined when that changes nothing. */
export function edited(before: DraftFeedback, edit: EditFeedback): DraftFeedback | undefined {
  const changes = Object.entries(edit).filter(
    ([name, value]) => !jsonEqual(value ?? undefined, before[name as keyof EditFeedback]),
  );
  if (changes.length === 0) return undefined;
  const after = { ...before, ...Object.fromEntries(changes.map(([name, value]) => [name, value ?? undefined])) };
  return saysOtherTexts(Object.fromEntries(changes))
    ? { ...after, analysis: firstAnalysis(after, before.analysis) }
    : after;
}

/** Where analysis begins for texts that are new; of earlier findings only a person's judgement outlives them. */
export function firstAnalysis(
  record: Pick<Feedback, 'subject' | 'comments' | 'context'>,
  earlier?: Analysis,
): Analysis {
  const start: Analysis = hasText(record) ? { status: 'pending' } : { status: 'skipped', reason: 'no-text' };
  if (earlier?.correctedBy === undefined) return start;
  const { sentiment, sentimentScore, emotions, urgency, correctedBy, correctedAt, engineSaid } = earlier;
  return { ...start, sentiment, sentimentScore, emotions, urgency, correctedBy, correctedAt, engineSaid };
}

function withCorrection(ctx: Context, before: DraftFeedback, correction: CorrectAnalysis): DraftFeedback | undefined {
  const analysis: Analysis = before.analysis ?? { status: 'skipped', reason: 'no-text' };
  const { sentiment, sentimentScore, emotions, urgency, correctedBy } = analysis;
  // A score that the engine gave another sentiment would contradict the person's.
  const judgement = {
    sentiment,
    emotions,
    urgency,
    ...(correction.sentiment === undefined && { sentimentScore }),
    ...correction,
  };
  refuseContradiction(judgement);
  if (
    correctedBy === ctx.actor.id &&
    jsonEqual(compact(judgement), compact({ sentiment, sentimentScore, emotions, urgency }))
  ) {
    return undefined;
  }
  const engine = compact({ sentiment, sentimentScore, emotions, urgency });
  const engineSaid = correctedBy === undefined && Object.keys(engine).length > 0 ? engine : analysis.engineSaid;
  const by = { correctedBy: ctx.actor.id, correctedAt: ctx.now.toISOString(), engineSaid };
  return { ...before, analysis: compact({ ...analysis, sentimentScore: undefined, ...judgement, ...by }) };
}

/** A score is read beside its sentiment, and averaged: it must not be below zero for a positive one, nor above for a negative. */
function refuseContradiction({ sentiment, sentimentScore: score = 0 }: CorrectAnalysis): void {
  if (!(sentiment === 'positive' && score < 0) && !(sentiment === 'negative' && score > 0)) return;
  const detail = `must fit the sentiment, which is ${sentiment}`;
  throw new Problem('validation-failed', undefined, { errors: [{ pointer: '#/sentimentScore', detail }] });
}

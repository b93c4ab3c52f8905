import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import { visible } from '../feedback/feedback.change.ts';
import { orNone } from '../http/problem.ts';
import { remove, set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import { canPraise, draftOf, isPraise } from './is-praise.ts';
import { praiseIdOf, praises } from './praise.store.ts';

/**
 * Lets the praise wall see an event about feedback. It looks at the record as it is, so events may come twice and in any
 * order. What is new and praises nobody costs no read, its analysis one.
 */
export async function watch(ctx: Context, type: string, event: FeedbackEvent): Promise<void> {
  const isCandidate = event.hasText && !event.excluded && !event.deleted && canPraise(event);
  if (!isCandidate && type === 'FeedbackReceived') return;
  if (!isCandidate && !isThere(ctx, await praises.find(ctx, praiseIdOf(event.feedbackId)))) return;
  await follow(ctx, event);
}

/** Brings the praise of a record in line with the record as it is. */
async function follow(ctx: Context, { feedbackId }: { feedbackId: Id<'feedback'> }): Promise<void> {
  const praiseId = praiseIdOf(feedbackId);
  const record = await orNone(visible(ctx, feedbackId, { deleted: true }));
  const verdict = record ? isPraise(record, ctx.now) : 'no';
  const draft = record && draftOf(record);
  if (verdict === 'no') await orNone(remove(ctx, praises, praiseId));
  if (verdict !== 'yes' || !draft) return;
  await set(ctx, praises, praiseId, 'select', (before) => {
    if (before?.agentId === draft.agentId && before.occurredAt === draft.occurredAt) return before;
    // What was said of another is no praise of this one that somebody pinned or thanked for.
    return { ...draft, ...(before && { pinned: undefined, hidden: undefined }) };
  });
}

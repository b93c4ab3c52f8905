import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { erasedText, type PersonalKind } from '../kernel/personal.ts';
import { walkPartition } from '../kernel/walk.ts';
import { keptGone } from '../translation/kept.ts';
import { change } from './feedback.change.ts';
import { customerPartition, type DraftFeedback, findAll, publicOf } from './feedback.store.ts';

const AT_A_TIME = 8;

/** What was said under some names, deleted records among them; eventually consistent. */
export async function feedbackIdsOf(ctx: Context, names: readonly string[]): Promise<Id<'feedback'>[]> {
  const ids = new Set<Id<'feedback'>>();
  for (const name of names)
    for await (const rows of walkPartition<{ sk: Id<'feedback'> }>(ctx, customerPartition(ctx, name), {
      index: 'gsi1',
    }))
      for (const { sk } of rows) ids.add(sk);
  return [...ids];
}

/**
 * A record without who gave it and what they wrote. Scores, dates, snapshot, links and what the analysis counted stay, so no
 * number moves; that there was a text stays, too.
 */
function withoutPerson(before: DraftFeedback): DraftFeedback {
  const { customerId: _, contact: __, data: ___, subject, comments, context, analysis, followUp, ...rest } = before;
  const { keyTopics: _t, pii: _p, evidence: _e, early: _y, ...judged } = analysis ?? { status: 'skipped' as const };
  const isWaiting = judged.status === 'pending';
  return {
    ...rest,
    subject: erasedText(subject),
    comments: erasedText(comments),
    context: erasedText(context),
    ...(analysis && { analysis: isWaiting ? { status: 'skipped', reason: 'no-text' } : judged }),
    ...(followUp && {
      followUp: {
        ...followUp,
        // Codes of the company's lists, but of records older than those: what somebody wrote.
        ...(followUp.rootCause?.includes(' ') && { rootCause: erasedText(followUp.rootCause) }),
        ...(followUp.actionTaken?.includes(' ') && { actionTaken: erasedText(followUp.actionTaken) }),
      },
    }),
  };
}

export const feedbackPersonal: PersonalKind = {
  kind: 'feedback',
  heldOf: async (ctx, { feedbackIds }) => (await findAll(ctx, feedbackIds, { ConsistentRead: true })).map(publicOf),
  async erase(ctx, { feedbackIds }) {
    const keyless = { ...ctx, idempotency: undefined };
    await eachBatch(feedbackIds, { size: 1, parallel: AT_A_TIME }, async ([feedbackId]) => {
      if (feedbackId === undefined) return;
      await change(keyless, feedbackId, 'erase', withoutPerson, {
        deleted: true,
        also: () => [keptGone(keyless, feedbackId)],
      });
    });
    return feedbackIds.length;
  },
};

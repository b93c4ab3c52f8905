import { settingsOf } from '../company/settings.ts';
import { eachItem } from '../http/items.ts';
import { invalid, Problem } from '../http/problem.ts';
import { parsedAs } from '../http/request.ts';
import { edit } from '../initiative/initiative.ts';
import { addDays, localDay } from '../kernel/calendar.ts';
import { set, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { decide as decideTriage } from '../triage/decide.ts';
import { type DecideReview, DecideOne } from './review-decision.schema.ts';
import { decisionIdOf, reviewDecisions } from './review-decision.store.ts';
import { reviews } from './review.store.ts';

const MOST_DAYS = 731;

/**
 * Decides about what a quarterly review lists, each for itself: it is kept as it is until a day, or planned again. Done
 * twice, it comes to the same. 404 for an unknown review, 409 for one that lists nothing to decide about.
 */
export async function decide(ctx: Context, { reviewId, body }: { reviewId: string; body: DecideReview }) {
  const { quarterly } = await visible(ctx, reviews, reviewId);
  if (!quarterly) throw new Problem('conflict', 'Only quarterly reviews list what can be decided about.');
  const { timeZone, dayBoundary } = await settingsOf(ctx);
  const today = localDay(ctx.now, timeZone, dayBoundary);
  return eachItem(ctx, 'items', body.items, async (own, item) => {
    const { initiativeId, feedbackId, decision, reason, until } = parsedAs(DecideOne, item);
    const listed = quarterly.items.find((one) =>
      initiativeId === undefined ? one.feedbackId === feedbackId : one.initiativeId === initiativeId,
    );
    if (!listed) throw new Problem('not-found', 'The review does not list it.');
    if (until !== undefined && (until <= today || until > addDays(today, MOST_DAYS)))
      throw invalid({ pointer: '#/until', detail: 'must be after today, and within two years' });
    if (decision === 'reopen' && initiativeId) await edit(own, { initiativeId, body: { status: 'planned' } });
    if (decision === 'reopen' && feedbackId) await decideTriage(own, { feedbackId, body: { status: 'planned' } });
    const decisionId = decisionIdOf(initiativeId ?? (feedbackId as string));
    const voices = listed.voicesBefore + listed.voicesSince;
    const says = { decisionId, reviewId, initiativeId, feedbackId, decision, reason, until, voices };
    await set(own, reviewDecisions, decisionId, 'decide', () => says);
    return { status: 200 };
  });
}

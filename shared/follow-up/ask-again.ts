import { askOfFollowUp } from '../asking/ask-of-follow-up.ts';
import { visible } from '../feedback/feedback.change.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Stored } from '../kernel/store.ts';
import type { Decision } from '../survey/survey.schema.ts';
import { currentOf, type FollowUp } from './follow-up.schema.ts';
import { followUps } from './follow-up.store.ts';
import { cancelPending } from './resurvey-answer.ts';
import type { CycleResurvey } from './resurvey.schema.ts';
import { withResurvey } from './resurvey.ts';

/**
 * Asks the customer of a follow-up that was resolved how satisfied they are now, as far as the rules of asking let it, and
 * writes down what was decided. Whoever does it again after an interruption asks nobody a second time.
 */
export async function askAgain(ctx: Context, followUp: Stored<FollowUp>): Promise<void> {
  const { followUpId, feedbackId } = followUp;
  const { n, resurvey } = currentOf(followUp);
  if (!resurvey) return;
  const record = await visible(ctx, feedbackId, { deleted: true });
  const about = { templateId: resurvey.templateId, record, followUp: { followUpId, cycle: n } };
  const decision = await askOfFollowUp(ctx, about);
  const note = (before: Stored<FollowUp>) => withResurvey(before, n, (now) => decided(now, decision));
  await change(ctx, followUps, followUpId, 'edit', note, { silent: true });
  // Where somebody opened it again meanwhile, they found no survey to cancel.
  await cancelPending(ctx, followUpId);
}

function decided(before: CycleResurvey, { sent, surveyId, at, reason }: Decision): CycleResurvey {
  const isWaiting = before.state === 'waiting';
  if (sent) return { ...before, ...(isWaiting && { state: 'asked' }), surveyId, askedAt: before.askedAt ?? at };
  return isWaiting ? { ...before, state: 'refused', reason } : before;
}

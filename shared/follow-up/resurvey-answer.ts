import { visible } from '../feedback/feedback.change.ts';
import { orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { cancelSurvey } from '../survey/cancel.ts';
import { isOpen as isUnanswered, type Survey } from '../survey/survey.schema.ts';
import { getSurvey } from '../survey/survey.ts';
import { openedAgain } from './assign.ts';
import type { FollowUpSettings } from './follow-up-settings.schema.ts';
import { currentOf, type FollowUp, isOpen, MOST_CYCLES } from './follow-up.schema.ts';
import { followUps } from './follow-up.store.ts';
import { clockOf } from './follow-up.ts';
import { compared, isHappy } from './recovery.ts';
import type { CycleResurvey } from './resurvey.schema.ts';
import { withResurvey } from './resurvey.ts';
import { turnsFor } from './turns.ts';
import { isUnhappy } from './unhappy.ts';

/** Why a follow-up is opened again whose customer is still unhappy. */
const REOPENED_FOR = 'resurvey';
type Outcome = Pick<CycleResurvey, 'state' | 'reason' | 'answeredAt' | 'before' | 'after'>;

/**
 * Brings the follow-up about which a survey asks in line with what became of that survey; a customer who is still unhappy
 * opens it again, once. Looks at the survey as it is, so it may be told twice and in any order; other surveys change
 * nothing.
 */
export async function followSurvey(ctx: Context, surveyId: Id<'survey'>): Promise<void> {
  const survey = await orNone(getSurvey(ctx, surveyId));
  if (!survey?.followUp) return;
  const { followUpId, cycle: n } = survey.followUp;
  const found = await followUps.find(ctx, followUpId);
  if (!isThere(ctx, found)) return;
  const outcome = await outcomeOf(ctx, found, survey);
  const turns = turnsFor(ctx);
  await change(ctx, followUps, followUpId, toldAs(n), async (before) => {
    const { settings, ...clock } = await clockOf(ctx, before);
    const after = withResurvey(before, n, (was) => became(was, survey, outcome));
    return mustReopen(after, n, settings)
      ? ((await openedAgain(ctx, after, {
          clock: { settings, ...clock },
          turns,
          reason: REOPENED_FOR,
        })) as Stored<FollowUp>)
      : after;
  });
}

/** Cancels the surveys that ask about cycles after which a follow-up was opened again. */
export async function cancelPending(ctx: Context, followUpId: Id<'followUp'>): Promise<void> {
  const followUp = await followUps.find(ctx, followUpId);
  for (const { resurvey } of isThere(ctx, followUp) ? followUp.cycles : []) {
    if (resurvey?.state !== 'cancelled' || resurvey.surveyId === undefined) continue;
    const survey = await orNone(getSurvey(ctx, resurvey.surveyId));
    if (survey && isUnanswered(survey.status)) await cancelSurvey(ctx, survey.surveyId, 'follow_up_reopened');
  }
}

async function outcomeOf(ctx: Context, { feedbackId }: FollowUp, survey: Survey): Promise<Outcome> {
  const { status, statusReason, sentAt, feedbackId: answerId } = survey;
  const answer = answerId && (await orNone(visible(ctx, answerId, { deleted: true })));
  const left = answer?.excluded ? 'excluded' : answer?.deletedAt === undefined ? undefined : 'deleted';
  if (answer && !left) {
    const first = await orNone(visible(ctx, feedbackId, { deleted: true }));
    return { state: 'answered', answeredAt: answer.occurredAt, ...compared(first?.scores ?? [], answer.scores ?? []) };
  }
  if (isUnanswered(status)) return { state: 'asked' };
  if (left) return { state: 'unanswered', reason: left };
  if (status === 'cancelled') return { state: 'cancelled', reason: statusReason };
  if (status === 'bounced') return { state: 'refused', reason: 'bounced_address' };
  const wasAsked = status === 'completed' || status === 'expired' || sentAt !== undefined;
  return { state: wasAsked ? 'unanswered' : 'refused', reason: statusReason ?? status };
}

/** After a cycle whose follow-up was opened again nobody waits for an answer any more; one that comes counts. */
function became(was: CycleResurvey, { surveyId, createdAt }: Survey, outcome: Outcome): CycleResurvey {
  const { templateId, askAt } = was;
  const known = { templateId, askAt, surveyId, askedAt: was.askedAt ?? createdAt };
  const { state, reason } = was;
  return state === 'cancelled' && outcome.state !== 'answered' ? { ...known, state, reason } : { ...known, ...outcome };
}

function mustReopen(followUp: FollowUp, n: number, { reopenIfUnhappy }: FollowUpSettings): boolean {
  const { n: current, resurvey } = currentOf(followUp);
  const { after } = resurvey ?? {};
  if (!reopenIfUnhappy || n !== current || !after || !isUnhappy({ scores: [after] })) return false;
  return !isOpen(followUp) && !followUp.leftOut && followUp.cycles.length < MOST_CYCLES;
}

const toldAs =
  (n: number) =>
  (before: FollowUp, after: FollowUp): string => {
    if (after.cycles.length > before.cycles.length) return 'reopen';
    return isRecovered(after, n) && !isRecovered(before, n) ? 'recover' : 'edit';
  };

function isRecovered({ cycles }: FollowUp, n: number): boolean {
  const { before, after } = cycles.find((cycle) => cycle.n === n)?.resurvey ?? {};
  return before !== undefined && after !== undefined && !isHappy(before) && isHappy(after);
}

import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { answer, type AnswerOutcome, release as releaseAnswer } from './answer.ts';
import type { StoredSurvey } from '../survey/survey.store.ts';
import type { Id } from '../kernel/id-kinds.ts';

type ResponseInput = {
  answers: Record<string, unknown>;
  partial: boolean;
  language?: string | undefined;
};

/** Records an answer that a system took, e.g. on the phone. Throws `not-found`, `validation-failed`, `conflict`. */
export async function respond(ctx: Context, surveyId: Id<'survey'>, input: ResponseInput): Promise<StoredSurvey> {
  const { answers, partial, language } = input;
  const outcome = await answer(ctx, { surveyId, given: () => answers, complete: !partial, language });
  return settled(outcome);
}

/** Lets a quarantined answer count. Throws `not-found` for an unknown survey, `conflict` when nothing waits. */
export async function release(ctx: Context, surveyId: Id<'survey'>): Promise<StoredSurvey> {
  return settled(await releaseAnswer(ctx, surveyId));
}

function settled(outcome: AnswerOutcome | undefined): StoredSurvey {
  if (!outcome) throw new Problem('not-found');
  if (outcome.kind === 'ended') throw new Problem('conflict', `The survey takes no answer any more (${outcome.why}).`);
  if (outcome.kind === 'invalid')
    throw new Problem('validation-failed', undefined, {
      errors: outcome.faults.map(({ pointer, detail }) => ({ pointer, detail })),
    });
  return outcome.survey;
}

import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { feedbackWrite, record } from './answer.record.ts';
import type { AnswerInput } from './answer.types.ts';
import { contactRequestOf } from './contact-request.ts';
import { chooseLanguage, type SurveyLanguage } from '../survey-template/localized.schema.ts';
import { type AnswerFault, checkAnswers, summarise } from './survey-answers.ts';
import { answersOf } from './survey.feedback.ts';
import { readTemplate } from '../survey-template/survey-template.store.ts';
import type { SurveyTemplate } from '../survey-template/survey-template.schema.ts';
import { notDue, replaceSurvey, type StoredSurvey, surveys } from '../survey/survey.store.ts';
import type { Id } from '../kernel/id-kinds.ts';

export type Ended = 'expired' | 'used' | 'cancelled';
export type AnswerOutcome = { survey: StoredSurvey; template: SurveyTemplate; language: SurveyLanguage } & (
  | { kind: 'completed' | 'kept' | 'quarantined' }
  | { kind: 'invalid'; faults: AnswerFault[]; given: Record<string, unknown> }
  | { kind: 'ended'; why: Ended }
);

/** Whether a survey still takes answers; says why not. A completed one takes changes within its edit window. */
export function endOf(survey: StoredSurvey, now: Date): Ended | undefined {
  const at = now.toISOString();
  if (survey.status === 'completed')
    return survey.editableUntil !== undefined && at < survey.editableUntil ? undefined : 'used';
  if (survey.status === 'cancelled' || survey.status === 'suppressed') return 'cancelled';
  if (survey.status === 'expired' || (survey.expiresOn !== undefined && at >= survey.expiresOn)) return 'expired';
  return undefined;
}

/**
 * Takes an answer. Complete answers turn the survey into one feedback record in one transaction; given
 * again within the edit window, they change it and never add one. Answers at fault write nothing; answers that
 * look like a mail gateway's are kept aside and count for nothing. Undefined when there is no such survey.
 */
export async function answer(ctx: Context, input: AnswerInput): Promise<AnswerOutcome | undefined> {
  return retryOnConflict(ctx, async () => {
    const survey = await surveys.find(ctx, input.surveyId);
    const template = survey && (await readTemplate(ctx, survey.templateId, survey.templateVersion));
    if (!survey || !template) return undefined;
    const language = chooseLanguage(
      input.language ?? survey.language,
      template.languages,
      template.languages[0] ?? 'en',
    );
    const known = { survey, template, language };
    const why = endOf(survey, ctx.now);
    if (why && !(why === 'expired' && input.released)) return { ...known, kind: 'ended', why };
    const given = input.given(template);
    const { answers, faults } = checkAnswers(template, given, { complete: input.complete });
    if (faults.length > 0) return { ...known, kind: 'invalid', faults, given };
    return record(ctx, { ...known, answers, contactRequest: contactRequestOf(known, input.contact) }, input);
  });
}

/**
 * Ends a survey whose time is up. What a person had answered by then is not lost: a rating counts even where
 * the comment was never written.
 */
export async function expire(ctx: Context, survey: StoredSurvey): Promise<void> {
  const template = await readTemplate(ctx, survey.templateId, survey.templateVersion);
  const answers = answersOf(survey.responses);
  const language = chooseLanguage(survey.language, template?.languages ?? [], 'en');
  const rated = template && summarise(template, answers).scores.length > 0;
  const { contactRequest } = survey;
  const saidAt = new Date(survey.startedAt ?? ctx.now);
  const made = rated
    ? await feedbackWrite(ctx, { survey, template, answers, language, contactRequest }, saidAt)
    : undefined;
  const { feedbackId } = made ?? survey;
  await replaceSurvey(ctx, survey, { status: 'expired', feedbackId, ...notDue }, 'expire', made ? [made.write] : []);
}

/** Lets a quarantined answer count after all. Undefined for an unknown survey; throws `conflict` when nothing waits. */
export async function release(ctx: Context, surveyId: Id<'survey'>): Promise<AnswerOutcome | undefined> {
  const survey = await surveys.find(ctx, surveyId);
  if (!survey) return undefined;
  const { responses, at, contactRequest } = survey.quarantine ?? { responses: [], at: '' };
  if (responses.length === 0) throw new Problem('conflict', 'No answer of this survey waits to be released.');
  const said = { given: () => answersOf(responses), contact: contactRequest?.channel ?? '' };
  return answer(ctx, { surveyId, ...said, complete: true, released: new Date(at) });
}

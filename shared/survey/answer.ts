import { enlist } from '../company/companies.ts';
import { noteMonths } from '../company/months.ts';
import { settingsOf } from '../company/settings.ts';
import { isConflict } from '../feedback/feedback.change.ts';
import { find } from '../feedback/feedback.store.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { commit, ConditionFailed, type TransactItem } from '../kernel/write.ts';
import { chooseLanguage, type SurveyLanguage } from './localized.schema.ts';
import type { Answers } from './question.schema.ts';
import { type AnswerFault, checkAnswers, summarise } from './survey-answers.ts';
import { anonymousFeedback, answersOf, changedFeedback, newFeedback, responsesOf } from './survey.feedback.ts';
import { readTemplate } from './survey-template.store.ts';
import type { SurveyTemplate } from './survey-template.schema.ts';
import type { Suspicion } from './survey.schema.ts';
import { readSurvey, replaceSurvey, type StoredSurvey } from './survey.store.ts';
import { type Posted, suspicionsOf } from './suspicion.ts';

/** An answer as it came: through a page (`posted`), or told by a system that vouches for it. */
export type AnswerInput = {
  surveyId: string;
  given: (template: SurveyTemplate) => Record<string, unknown>;
  /** False keeps what there is without ending the survey. */
  complete: boolean;
  language?: string | undefined;
  posted?: Omit<Posted, 'at' | 'score'>;
};
export type Ended = 'expired' | 'used' | 'cancelled';
export type AnswerOutcome = { survey: StoredSurvey; template: SurveyTemplate; language: SurveyLanguage } & (
  | { kind: 'completed' | 'kept' | 'quarantined' }
  | { kind: 'invalid'; faults: AnswerFault[]; given: Record<string, unknown> }
  | { kind: 'ended'; why: Ended }
);

const ATTEMPTS = 6;
const HOUR = 3_600_000;
const BURST_MS = 10_000;

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
 * again within the edit window, they change it and never add one. Answers that look like a mail gateway's
 * are kept aside and count for nothing. Undefined when there is no such survey.
 */
export async function answer(ctx: Context, input: AnswerInput): Promise<AnswerOutcome | undefined> {
  for (let attempt = 1; ; attempt++) {
    const survey = await readSurvey(ctx, input.surveyId);
    const template = survey && (await readTemplate(ctx, survey.templateId, survey.templateVersion));
    if (!survey || !template) return undefined;
    const language = chooseLanguage(
      input.language ?? survey.language,
      template.languages,
      template.languages[0] ?? 'en',
    );
    const known = { survey, template, language };
    const why = endOf(survey, ctx.now);
    if (why) return { ...known, kind: 'ended', why };
    const given = input.given(template);
    const { answers, faults } = checkAnswers(template, given, { complete: input.complete });
    const beyondRepair = faults.some(({ code }) => code === 'unknown-question');
    if (beyondRepair || (faults.length > 0 && !input.complete)) return { ...known, kind: 'invalid', faults, given };
    try {
      // What is missing is asked for again, but what is there is not lost.
      const complete = input.complete && faults.length === 0;
      const outcome = await record(ctx, { ...known, answers }, { ...input, complete });
      return faults.length > 0 ? { ...known, kind: 'invalid', faults, given } : outcome;
    } catch (error) {
      if (!(error instanceof ConditionFailed || isConflict(error)) || attempt === ATTEMPTS) throw error;
    }
  }
}

type Given = { survey: StoredSurvey; template: SurveyTemplate; language: SurveyLanguage; answers: Answers };

async function record(ctx: Context, given: Given, input: AnswerInput): Promise<AnswerOutcome> {
  const { survey, template, answers } = given;
  const { overallScore: score } = summarise(template, answers);
  const posted = input.posted && { ...input.posted, at: ctx.now, score };
  const suspicions = posted ? suspicionsOf(posted, survey) : [];
  // An anonymous answer leaves nothing of what was said with the survey, not even to tell a burst by.
  const told = template.anonymous ? undefined : score;
  const lastPost = posted && { at: ctx.now.getTime(), page: posted.page, ...(told !== undefined && { score: told }) };
  if (suspicions.length > 0) return quarantine(ctx, given, suspicions, lastPost);
  return input.complete ? finish(ctx, given, lastPost) : keep(ctx, given, lastPost);
}

type LastPost = StoredSurvey['lastPost'];

/** Keeps a partial answer. An anonymous survey keeps none: it would tie the answer to the person. */
async function keep(ctx: Context, given: Given, lastPost: LastPost): Promise<AnswerOutcome> {
  const { survey, template, answers, language } = given;
  // A completed survey is changed by the button, not by the way.
  if (template.anonymous || survey.status === 'completed') return { ...given, kind: 'kept' };
  const empty = Object.keys(answers).length === 0;
  const [write, after] = replaceSurvey(
    survey,
    {
      status: empty ? (survey.status === 'partial' ? 'partial' : 'started') : 'partial',
      startedAt: survey.startedAt ?? ctx.now.toISOString(),
      responses: responsesOf(template, answers, language),
      lastPost,
    },
    ctx.now,
  );
  await commit(ctx, [write]);
  return { ...given, survey: after, kind: 'kept' };
}

async function finish(ctx: Context, given: Given, lastPost: LastPost): Promise<AnswerOutcome> {
  const { survey, template, answers, language } = given;
  const settings = await settingsOf(ctx);
  if (template.anonymous) {
    const { write, at } = anonymousFeedback(ctx, given, settings);
    await enlist(ctx);
    await noteMonths(ctx, [at.slice(0, 7)]);
    const [flip, after] = replaceSurvey(
      survey,
      {
        status: 'completed',
        completedAt: at,
        startedAt: undefined,
        lastPost: undefined,
        quarantine: undefined,
        ...notDue,
      },
      // The survey tells the day of the answer, and nothing finer: also not by when it was changed.
      new Date(at),
    );
    await commit(ctx, [flip, write]);
    return { ...given, survey: after, kind: 'completed' };
  }
  const { overallScore, comments } = summarise(template, answers);
  const completedAt = survey.completedAt ?? ctx.now.toISOString();
  const { feedbackId, write } = await feedbackWrite(ctx, given);
  const [change, after] = replaceSurvey(
    survey,
    {
      status: 'completed',
      startedAt: survey.startedAt ?? ctx.now.toISOString(),
      completedAt,
      editableUntil: new Date(Date.parse(completedAt) + template.editWindowHours * HOUR).toISOString(),
      responses: responsesOf(template, answers, language),
      overallScore,
      comments,
      feedbackId,
      lastPost,
      quarantine: undefined,
      ...notDue,
    },
    ctx.now,
  );
  await commit(ctx, [change, write]);
  return { ...given, survey: after, kind: 'completed' };
}

const notDue = { dueKind: undefined, dueAt: undefined, leaseUntil: undefined };

/** The one feedback record of a survey: made by the first answer that counts, changed by every later one. */
async function feedbackWrite(
  ctx: Context,
  given: Given,
  saidAt?: Date,
): Promise<{ feedbackId: string; write: TransactItem }> {
  const { feedbackId } = given.survey;
  const before = feedbackId === undefined ? undefined : await find(ctx, feedbackId);
  if (before && feedbackId !== undefined) {
    const excluded = before.excluded?.reason === 'scanner' ? undefined : before.excluded;
    return { feedbackId, write: changedFeedback(ctx, before, { answered: given, excluded }) };
  }
  const made = newFeedback(ctx, given, saidAt);
  await enlist(ctx);
  await noteMonths(ctx, [made.at.slice(0, 7)]);
  return made;
}

/** Keeps a suspicious answer aside. One that had been counted a moment before belongs to the same burst. */
async function quarantine(
  ctx: Context,
  given: Given,
  reasons: Suspicion[],
  lastPost: LastPost,
): Promise<AnswerOutcome> {
  const { survey, template, answers, language } = given;
  const at = ctx.now.toISOString();
  const first = survey.quarantine;
  const { completedAt, feedbackId } = survey;
  const doubtful =
    reasons.includes('burst') && completedAt !== undefined && ctx.now.getTime() - Date.parse(completedAt) < BURST_MS;
  const before = doubtful && feedbackId !== undefined ? await find(ctx, feedbackId) : undefined;
  const [write, after] = replaceSurvey(
    survey,
    {
      quarantine: {
        at,
        reasons: [...new Set([...(first?.reasons ?? []), ...reasons])],
        attempts: (first?.attempts ?? 0) + 1,
        responses: template.anonymous ? [] : responsesOf(template, answers, language),
      },
      lastPost,
      scannedAt: survey.scannedAt ?? at,
      ...(doubtful && {
        status: survey.openedAt ? ('opened' as const) : survey.deliveredAt ? ('delivered' as const) : ('sent' as const),
        completedAt: undefined,
        editableUntil: undefined,
        responses: undefined,
        overallScore: undefined,
        comments: undefined,
        ...(survey.expiresOn !== undefined && { dueKind: 'expire' as const, dueAt: survey.expiresOn }),
      }),
    },
    ctx.now,
  );
  const exclusion = { reason: 'scanner' as const, by: 'survey-page', at };
  await commit(ctx, [write, ...(before ? [changedFeedback(ctx, before, { excluded: exclusion })] : [])]);
  return { ...given, survey: after, kind: 'quarantined' };
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
  const saidAt = new Date(survey.startedAt ?? ctx.now);
  const made = rated ? await feedbackWrite(ctx, { survey, template, answers, language }, saidAt) : undefined;
  const { feedbackId } = made ?? survey;
  const [write] = replaceSurvey(survey, { status: 'expired', feedbackId, ...notDue }, ctx.now);
  await commit(ctx, [write, ...(made ? [made.write] : [])]);
}

/** Lets a quarantined answer count after all. Undefined for an unknown survey; throws `conflict` when nothing waits. */
export async function release(ctx: Context, surveyId: string): Promise<AnswerOutcome | undefined> {
  const survey = await readSurvey(ctx, surveyId);
  if (!survey) return undefined;
  const { responses } = survey.quarantine ?? { responses: [] };
  if (responses.length === 0) throw new Problem('conflict', 'No answer of this survey waits to be released.');
  return answer(ctx, { surveyId, given: () => answersOf(responses), complete: true });
}

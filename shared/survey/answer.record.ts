import { enlist } from '../company/companies.ts';
import { noteMonths } from '../company/months.ts';
import { settingsOf } from '../company/settings.ts';
import { find } from '../feedback/feedback.store.ts';
import type { Context } from '../kernel/context.ts';
import { commit, type TransactItem } from '../kernel/write.ts';
import type { SurveyLanguage } from './localized.schema.ts';
import type { Answers } from './question.schema.ts';
import { summarise } from './survey-answers.ts';
import { anonymousFeedback, changedFeedback, newFeedback, responsesOf } from './survey.feedback.ts';
import type { SurveyTemplate } from './survey-template.schema.ts';
import type { Suspicion } from './survey.schema.ts';
import { replaceSurvey, type StoredSurvey } from './survey.store.ts';
import { type Posted, suspicionsOf } from './suspicion.ts';

const HOUR = 3_600_000;
const BURST_MS = 10_000;

/** Checked answers, and what they were given to. */
export type Given = { survey: StoredSurvey; template: SurveyTemplate; language: SurveyLanguage; answers: Answers };

export type Recorded = Given & { kind: 'completed' | 'kept' | 'quarantined' };

/**
 * Writes checked answers down: as feedback when complete, on the survey when not, aside when they look like a
 * gateway's. Throws `ConditionFailed` when somebody else changed the survey meanwhile.
 */
export async function record(
  ctx: Context,
  given: Given,
  input: { complete: boolean; posted?: Omit<Posted, 'at' | 'score'> | undefined },
): Promise<Recorded> {
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
async function keep(ctx: Context, given: Given, lastPost: LastPost): Promise<Recorded> {
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

async function finish(ctx: Context, given: Given, lastPost: LastPost): Promise<Recorded> {
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

/** Nothing more will happen to a survey by itself. */
export const notDue = { dueKind: undefined, dueAt: undefined, leaseUntil: undefined };

/** The one feedback record of a survey: made by the first answer that counts, changed by every later one. */
export async function feedbackWrite(
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
async function quarantine(ctx: Context, given: Given, reasons: Suspicion[], lastPost: LastPost): Promise<Recorded> {
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

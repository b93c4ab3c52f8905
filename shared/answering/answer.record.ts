import { randomUUID } from 'node:crypto';
import { enlist } from '../kernel/companies.ts';
import { noteMonths } from '../company/months.ts';
import { settingsOf } from '../company/settings.ts';
import { find } from '../feedback/feedback.store.ts';
import type { ContactRequest } from '../feedback/feedback.parts.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { AnswerInput } from './answer.types.ts';
import { factsOf } from '../survey/facts.ts';
import type { SurveyLanguage } from '../survey-template/localized.schema.ts';
import type { Answers } from '../survey-template/question.schema.ts';
import { summarise } from './survey-answers.ts';
import { anonymousFeedback, answersOf, changedFeedback, newFeedback, responsesOf } from './survey.feedback.ts';
import type { SurveyTemplate } from '../survey-template/survey-template.schema.ts';
import type { Suspicion } from '../survey/survey.schema.ts';
import { type Answered, answerFields } from '../survey/survey.stored.schema.ts';
import { type AnswerChanges, notDue, replaceSurvey, type StoredSurvey } from '../survey/survey.store.ts';
import { BURST_MS, suspicionsOf } from './suspicion.ts';
import type { Id } from '../kernel/id-kinds.ts';

const HOUR = 3_600_000;

/** Checked answers, and what they were given to. */
export type Given = {
  survey: StoredSurvey;
  template: SurveyTemplate;
  language: SurveyLanguage;
  answers: Answers;
  contactRequest: ContactRequest | undefined;
};

export type Recorded = Given & { kind: 'completed' | 'kept' | 'quarantined' };

/**
 * Writes checked answers down: as feedback when complete, on the survey when not, aside when they look like a
 * gateway's. Throws `ConditionFailed` when somebody else changed the survey meanwhile.
 */
export async function record(
  ctx: Context,
  given: Given,
  input: Pick<AnswerInput, 'complete' | 'posted' | 'released'>,
): Promise<Recorded> {
  const { survey, template, answers } = given;
  const { overallScore: score } = summarise(template, answers);
  const posted = input.posted && { ...input.posted, at: ctx.now, score };
  const suspicions = posted ? suspicionsOf(posted, survey) : [];
  // An anonymous answer leaves nothing of what was said with the survey, not even to tell a burst by.
  const told = template.anonymous ? undefined : score;
  const lastPost = posted && { at: ctx.now.getTime(), page: posted.page, ...(told !== undefined && { score: told }) };
  if (suspicions.length > 0) return quarantine(ctx, given, suspicions, lastPost);
  return input.complete ? finish(ctx, given, lastPost, input.released) : keep(ctx, given, lastPost);
}

type LastPost = StoredSurvey['lastPost'];
type Stood = NonNullable<StoredSurvey['before']>['stood'];

/** Keeps a partial answer. An anonymous survey keeps none: it would tie the answer to the person. */
async function keep(ctx: Context, given: Given, lastPost: LastPost): Promise<Recorded> {
  const { survey, template, answers, language, contactRequest } = given;
  if (template.anonymous) return { ...given, kind: 'kept' };
  if (survey.status === 'completed') return note(ctx, given, lastPost);
  const empty = Object.keys(answers).length === 0;
  const changes: AnswerChanges = {
    status: empty ? (survey.status === 'partial' ? 'partial' : 'started') : 'partial',
    startedAt: survey.startedAt ?? ctx.now.toISOString(),
    responses: responsesOf(given, factsOf(survey, template)),
    contactRequest,
    answeredIn: language,
    lastPost,
    before: beforeRun(ctx, survey, lastPost),
  };
  return { ...given, survey: await replaceSurvey(ctx, survey, changes, 'keep'), kind: 'kept' };
}

/** A completed survey is changed by the button, not by the way; that a page posted is noted, to tell a burst by. */
async function note(ctx: Context, given: Given, lastPost: LastPost): Promise<Recorded> {
  if (!lastPost) return { ...given, kind: 'kept' };
  const changes: AnswerChanges = { lastPost, before: beforeRun(ctx, given.survey, lastPost) };
  return { ...given, survey: await replaceSurvey(ctx, given.survey, changes, 'note'), kind: 'kept' };
}

async function finish(ctx: Context, given: Given, lastPost: LastPost, released?: Date): Promise<Recorded> {
  const { survey, template, answers, language, contactRequest } = given;
  const settings = await settingsOf(ctx);
  if (template.anonymous) {
    const { write, at } = anonymousFeedback(ctx, given, settings);
    await enlist(ctx);
    await noteMonths(ctx, [at.slice(0, 7)]);
    const changes: AnswerChanges = {
      status: 'completed',
      completedAt: at,
      startedAt: undefined,
      lastPost: undefined,
      quarantine: undefined,
      ...notDue,
    };
    // The survey tells the day of the answer, and nothing finer: not by when it was changed, nor in which request.
    const detached = { ...ctx, now: new Date(at), requestId: randomUUID() };
    const after = await replaceSurvey(detached, survey, changes, 'answerAnonymously', [write]);
    return { ...given, survey: after, kind: 'completed' };
  }
  const { overallScore, comments } = summarise(template, answers);
  const completedAt = survey.completedAt ?? (released ?? ctx.now).toISOString();
  const { feedbackId, write } = await feedbackWrite(ctx, given, released);
  const changes: AnswerChanges = {
    status: 'completed',
    startedAt: survey.startedAt ?? completedAt,
    completedAt,
    editableUntil: new Date(Date.parse(completedAt) + template.editWindowHours * HOUR).toISOString(),
    responses: responsesOf(given, factsOf(survey, template)),
    contactRequest,
    overallScore,
    comments,
    answeredIn: language,
    feedbackId,
    lastPost,
    before: beforeRun(ctx, survey, lastPost),
    quarantine: undefined,
    ...notDue,
  };
  const after = await replaceSurvey(ctx, survey, changes, released ? 'release' : 'answer', [write]);
  return { ...given, survey: after, kind: 'completed' };
}

/** The one feedback record of a survey: made by the first answer that counts, changed by every later one. */
export async function feedbackWrite(
  ctx: Context,
  given: Given,
  saidAt?: Date,
): Promise<{ feedbackId: Id<'feedback'>; write: TransactItem }> {
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

/** What stood on the survey before the run of changes that this one belongs to: changes within seconds are one run. */
function beforeRun(ctx: Context, survey: StoredSurvey, lastPost: LastPost): StoredSurvey['before'] {
  // A system that tells an answer vouches for it: nothing will be taken back.
  if (!lastPost) return undefined;
  const at = ctx.now.getTime();
  if (survey.before && at - survey.before.at < BURST_MS) return survey.before;
  return { at, stood: { ...answeredOf(survey), dueKind: survey.dueKind, dueAt: survey.dueAt } };
}

/** Every field that an answer sets, with those that are absent as undefined. */
const answeredOf = (from: Answered): Answered =>
  Object.fromEntries(answerFields.map((name) => [name, from[name]])) as Answered;

/**
 * Keeps a suspicious answer aside. What pages changed a moment before a burst belongs to it and is taken back: the
 * answer before it counts again, and where there was none, nothing does.
 */
async function quarantine(ctx: Context, given: Given, reasons: Suspicion[], lastPost: LastPost): Promise<Recorded> {
  const { survey, template, contactRequest } = given;
  const at = ctx.now.toISOString();
  const first = survey.quarantine;
  const recent = survey.before && ctx.now.getTime() - survey.before.at < BURST_MS ? survey.before : undefined;
  const restored = reasons.includes('burst') ? recent : undefined;
  const changes = {
    quarantine: {
      at,
      reasons: [...new Set([...(first?.reasons ?? []), ...reasons])],
      attempts: (first?.attempts ?? 0) + 1,
      responses: template.anonymous ? [] : responsesOf(given, factsOf(survey, template)),
      ...(contactRequest && { contactRequest }),
    },
    lastPost,
    scannedAt: survey.scannedAt ?? at,
    ...(restored && standing(survey, restored.stood)),
  };
  const takenBack = restored && (await feedbackTakenBack(ctx, given, restored.stood));
  return { ...given, survey: await replaceSurvey(ctx, survey, changes, 'quarantine', takenBack), kind: 'quarantined' };
}

/** A survey as it stood. What was due with it is due again, unless it still is: then it may have moved on meanwhile. */
function standing({ dueKind }: StoredSurvey, { dueKind: was, dueAt, ...stood }: Stood): AnswerChanges {
  return { ...answeredOf(stood), before: undefined, ...(dueKind === undefined && { dueKind: was, dueAt }) };
}

/** The feedback says again what was said before; without an answer before, it is left out of the numbers. */
async function feedbackTakenBack(ctx: Context, given: Given, before: Stood): Promise<TransactItem[]> {
  const { feedbackId } = given.survey;
  const record = feedbackId === undefined ? undefined : await find(ctx, feedbackId);
  if (!record) return [];
  if (before.status === 'completed') {
    const { template, language } = given;
    const { contactRequest, responses, answeredIn = language } = before;
    const answered = { template, answers: answersOf(responses), language: answeredIn, contactRequest };
    return [changedFeedback(ctx, record, { answered, excluded: record.excluded })];
  }
  const excluded = { reason: 'scanner' as const, by: 'survey-page', at: ctx.now.toISOString() };
  return [changedFeedback(ctx, record, { excluded })];
}

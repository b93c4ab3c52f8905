import { randomUUID } from 'node:crypto';
import { dayRange, localDay } from '../kernel/calendar.ts';
import { authorOf, type Context } from '../kernel/context.ts';
import { deterministicId, newId } from '../kernel/ids.ts';
import type { TransactItem } from '../kernel/write.ts';
import { compact } from '../kernel/json.ts';
import { firstAnalysis } from '../feedback/feedback.ts';
import { createItem, type DraftFeedback, draftOf, itemOf, replaceItem } from '../feedback/feedback.store.ts';
import type { ContactRequest } from '../feedback/feedback.parts.schema.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { type Facts, fill, inLanguage, type SurveyLanguage } from '../survey-template/localized.schema.ts';
import type { Answers } from '../survey-template/question.schema.ts';
import { summarise } from './survey-answers.ts';
import type { SurveyTemplate } from '../survey-template/survey-template.schema.ts';
import type { SurveyResponse } from '../survey/survey.schema.ts';
import type { StoredSurvey } from '../survey/survey.store.ts';
import type { Id } from '../kernel/id-kinds.ts';

/** Answers with the words in which they were asked, in the template's order. */
export function responsesOf(
  { template, answers, language }: Omit<Answered, 'survey' | 'contactRequest'>,
  facts: Facts,
): SurveyResponse[] {
  const standard = template.languages[0] ?? 'en';
  return template.questions.flatMap(({ id, type, text }) => {
    const answer = answers[id];
    if (answer === undefined) return [];
    const score = typeof answer === 'number' ? { score: answer } : {};
    return [{ questionId: id, question: fill(inLanguage(text, language, standard), facts), type, answer, ...score }];
  });
}

export const answersOf = (responses: readonly SurveyResponse[] = []): Answers =>
  Object.fromEntries(responses.map(({ questionId, answer }) => [questionId, answer]));

type Answered = {
  survey: StoredSurvey;
  template: SurveyTemplate;
  answers: Answers;
  language: SurveyLanguage;
  contactRequest?: ContactRequest | undefined;
};

/** The write that makes an answer feedback, with the context frozen when the survey was asked for. */
export function newFeedback(
  ctx: Context,
  answered: Answered,
  saidAt: Date = ctx.now,
): { write: TransactItem; feedbackId: Id<'feedback'>; at: string } {
  const at = saidAt.toISOString();
  const feedbackId = newId('feedback', saidAt);
  const { customerId, contact, snapshot, relatedTo, surveyId } = answered.survey;
  const { language: _, ...person } = contact ?? {};
  const draft = draftFrom(ctx, answered, feedbackId, at, {
    createdAt: ctx.now.toISOString(),
    updatedAt: ctx.now.toISOString(),
    ...(customerId !== undefined && { customerId }),
    ...(Object.keys(person).length > 0 && { contact: person }),
    ...(answered.contactRequest && { contactRequest: answered.contactRequest }),
    surveyId,
    ...(relatedTo.ticketId && { ticketId: relatedTo.ticketId }),
    ...(relatedTo.caseId && { caseId: relatedTo.caseId }),
    ...(relatedTo.interactionId && { interactionId: relatedTo.interactionId }),
    snapshot,
  });
  return { write: createItem(itemOf(ctx, draft)), feedbackId, at };
}

/**
 * The same for an anonymous template: no person, no survey, no ticket, no agent, and only the day. The id
 * is fresh and derived from nothing that the survey holds; two records of a day tell no order.
 */
export function anonymousFeedback(
  ctx: Context,
  answered: Answered,
  clock: { timeZone: string; dayBoundary: string },
): { write: TransactItem; at: string } {
  const start = dayRange(localDay(ctx.now, clock.timeZone, clock.dayBoundary), clock.timeZone, clock.dayBoundary).start;
  const at = start.toISOString();
  const { channel, segment, tier } = answered.survey.snapshot;
  const detached = { ...ctx, requestId: randomUUID() };
  const draft = draftFrom(detached, answered, deterministicId('feedback', start, randomUUID()), at, {
    snapshot: compact({ channel, segment, tier }),
    templateVersion: answered.template.version,
  });
  return { write: createItem(itemOf(ctx, draft)), at };
}

function draftFrom(
  ctx: Context,
  { template, answers, language }: Answered,
  feedbackId: Id<'feedback'>,
  at: string,
  about: Partial<DraftFeedback>,
): DraftFeedback {
  const said = saidIn(template, answers, language);
  const actor = authorOf(ctx);
  return {
    feedbackId,
    source: 'survey',
    type: 'survey_response',
    templateId: template.templateId,
    occurredAt: at,
    createdAt: at,
    updatedAt: at,
    ...about,
    ...said,
    analysis: firstAnalysis(said),
    createdBy: actor,
    version: 1,
    revision: 1,
    ledgerPage: feedbackId,
    lastActor: actor,
    lastRequestId: ctx.requestId,
    lastAction: 'submit',
  };
}

/** Scores, verbatim and the other answers, as feedback holds them. */
function saidIn(template: SurveyTemplate, answers: Answers, language: SurveyLanguage) {
  const { scores, comments } = summarise(template, answers);
  const written = new Set(template.questions.filter(({ type }) => type.endsWith('text')).map(({ id }) => id));
  const scored = new Set(scores.map(({ questionId }) => questionId));
  const others = Object.entries(answers).filter(([id]) => !written.has(id) && !scored.has(id));
  return {
    scores,
    ...(comments !== undefined && { comments, language }),
    ...(others.length > 0 && { data: { answers: Object.fromEntries(others) } }),
  };
}

type Outcome = { excluded?: StoredFeedback['excluded']; answered?: Omit<Answered, 'survey'> };

/** Changes the feedback that an answer made: said anew, left out of the numbers, or both undone. */
export function changedFeedback(ctx: Context, before: StoredFeedback, { answered, excluded }: Outcome): TransactItem {
  const said = answered && saidIn(answered.template, answered.answers, answered.language);
  const { comments: _, language: __, data: ___, contactRequest: ____, ...rest } = draftOf(before);
  const draft: DraftFeedback = {
    ...(said
      ? {
          ...rest,
          ...said,
          contactRequest: answered?.contactRequest,
          analysis: firstAnalysis(said, before.analysis),
        }
      : draftOf(before)),
    excluded,
    version: before.version + 1,
    revision: before.revision + 1,
    updatedAt: ctx.now.toISOString(),
    lastActor: authorOf(ctx),
    lastRequestId: ctx.requestId,
    lastAction: said ? 'edit' : excluded ? 'exclude' : 'include',
  };
  return replaceItem(itemOf(ctx, compact(draft)), before.revision);
}

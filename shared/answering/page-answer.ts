import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { masterKeys } from '../kernel/secret.ts';
import type { SurveyLanguage } from '../survey-template/localized.schema.ts';
import { scaleOf } from '../survey-template/question.schema.ts';
import type { SurveyTemplate } from '../survey-template/survey-template.schema.ts';
import { openNonce } from '../survey-link/survey-link.ts';
import { answer, type AnswerOutcome } from './answer.ts';
import type { PostedAnswer } from './posted-answer.ts';

/** A page that has been open for longer is asked to confirm. */
const NONCE_MS = 24 * 3_600_000;

type Page = {
  surveyId: Id<'survey'>;
  /** The link that the page was opened with. */
  token: string;
  language: SurveyLanguage;
  /** Whether it is the link that no person sees. */
  hiddenLink: boolean;
};

/** Takes what a page posts. `stale`, and nothing written, without the nonce of a page of this link that is not too old. */
export async function answerFromPage(
  ctx: Context,
  { surveyId, token, language, hiddenLink }: Page,
  { nonce, given, complete, hiddenField, contact }: PostedAnswer,
): Promise<AnswerOutcome | 'stale'> {
  const made = openNonce(await masterKeys(), token, nonce, ctx.now);
  if (!made || ctx.now.getTime() - made.getTime() > NONCE_MS) return 'stale';
  const posted = { page: nonce, hiddenField, hiddenLink };
  const outcome = await answer(ctx, { surveyId, given: () => given, complete, language, contact, posted });
  if (!outcome) throw new Problem('not-found');
  return outcome;
}

/** The score of a mail's button as an answer: to the first question, and only if that has such a score. */
export function preselected(template: SurveyTemplate, score: string | undefined): Record<string, number> {
  const [question] = template.questions;
  const scale = question && scaleOf(question, template.ratingScale);
  if (!question || !scale || score === undefined || !/^-?\d{1,3}$/.test(score)) return {};
  const value = Number(score);
  return value >= scale.min && value <= scale.max ? { [question.id]: value } : {};
}

import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { asId } from '../kernel/id-kinds.ts';
import type { Context } from '../kernel/context.ts';
import { factsOf } from '../survey/facts.ts';
import {
  chooseLanguage,
  fill,
  inLanguage,
  type Localized,
  type SurveyLanguage,
} from '../survey-template/localized.schema.ts';
import type { Question } from '../survey-template/question.schema.ts';
import { fittingAnswers } from '../answering/survey-answers.ts';
import { readTemplate } from '../survey-template/survey-template.store.ts';
import { surveys } from '../survey/survey.store.ts';

/** What a person answered otherwise than by a score or a text; yes and no are left to the page's words. */
export type OwnAnswer = { question: string; answer: string | boolean };

/** Choices and yes-or-no answers of a record, in the words of the survey they were given to. */
export async function ownAnswers(
  ctx: Context,
  { surveyId, data }: Pick<StoredFeedback, 'surveyId' | 'data'>,
  wanted: SurveyLanguage,
): Promise<OwnAnswer[]> {
  // Records that another system has sent may name a survey of that system, and hold anything as answers.
  const ourId = surveyId === undefined || !data?.['answers'] ? undefined : asId('survey', surveyId);
  const survey = ourId && (await surveys.find(ctx, ourId));
  const template = survey && (await readTemplate(ctx, survey.templateId, survey.templateVersion));
  if (!template) return [];
  const given = fittingAnswers(template, data?.['answers']);
  const standard = template.languages[0] ?? 'en';
  const language = chooseLanguage(wanted, template.languages, standard);
  const local = (texts: Localized) => fill(inLanguage(texts, language, standard), factsOf(survey, template));
  return template.questions.flatMap((question) => {
    const answer = given[question.id];
    if (answer === undefined) return [];
    const said = typeof answer === 'boolean' ? answer : labels(question, [answer].flat()).map(local).join(' · ');
    return [{ question: local(question.text), answer: said }];
  });
}

const labels = (question: Question, chosen: readonly unknown[]): Localized[] =>
  'choices' in question ? question.choices.filter(({ id }) => chosen.includes(id)).map(({ text }) => text) : [];

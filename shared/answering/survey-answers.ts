import {
  type Answers,
  type AnswerValue,
  type Question,
  type Scale,
  scaleOf,
  visibleQuestions,
} from '../survey-template/question.schema.ts';

/** Why an answer was not taken; pages say it in the person's language, the API in English. */
export type AnswerFault = {
  questionId: string;
  code: 'required' | 'unknown-question' | 'wrong-kind' | 'outside-scale' | 'unknown-choice' | 'too-many' | 'too-long';
  pointer: string;
  detail: string;
};
export type CheckedAnswers = { answers: Answers; faults: AnswerFault[] };

type Asked = { questions: readonly Question[]; ratingScale: Scale };

/**
 * Checks answers against the questions they were given to. Good answers are kept even where others are
 * at fault, so that a partial answer is never lost. Answers to questions that show-if hides are dropped:
 * the person changed an earlier answer. Required questions count only when `complete`.
 */
export function checkAnswers(
  asked: Asked,
  given: Record<string, unknown>,
  { complete }: { complete: boolean },
): CheckedAnswers {
  const byId = new Map(asked.questions.map((question) => [question.id, question]));
  const taken: Answers = {};
  const faults: AnswerFault[] = [];
  for (const [id, value] of Object.entries(given)) {
    const question = byId.get(id);
    if (!question) faults.push(faultOf(id.slice(0, 100), 'unknown-question', 'this survey has no such question'));
    else if (!isEmpty(value)) {
      const result = valueOf(question, value, asked.ratingScale);
      if ('value' in result) taken[id] = result.value;
      else faults.push(faultOf(id, result.code, result.detail));
    }
  }
  const visible = visibleQuestions(asked.questions, taken);
  const shown = new Set(visible.map(({ id }) => id));
  const answers = Object.fromEntries(Object.entries(taken).filter(([id]) => shown.has(id)));
  // A question that is not shown cannot be put right, so its fault goes with its answer.
  const told = faults.filter(({ questionId }) => shown.has(questionId) || !byId.has(questionId));
  const missing = complete ? visible.filter(({ id, required }) => required && isEmpty(given[id])) : [];
  return { answers, faults: [...told, ...missing.map(({ id }) => faultOf(id, 'required', 'needs an answer'))] };
}

/**
 * The answers that a feedback record holds, as far as they fit the questions. Records that another system has sent may
 * hold anything under that name; what does not fit is left out.
 */
export function fittingAnswers({ questions, ratingScale }: Asked, given: unknown): Answers {
  if (typeof given !== 'object' || given === null) return {};
  const values = new Map(Object.entries(given));
  return Object.fromEntries(
    questions.flatMap((question) => {
      const result = valueOf(question, values.get(question.id), ratingScale);
      return 'value' in result ? [[question.id, result.value]] : [];
    }),
  );
}

const faultOf = (questionId: string, code: AnswerFault['code'], detail: string): AnswerFault => ({
  questionId,
  code,
  detail,
  pointer: `#/answers/${questionId.replaceAll('~', '~0').replaceAll('/', '~1')}`,
});

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

type Result = { value: AnswerValue } | Pick<AnswerFault, 'code' | 'detail'>;

function valueOf(question: Question, value: unknown, ratingScale: Scale): Result {
  const scale = scaleOf(question, ratingScale);
  if (scale) return score(value, scale);
  if (question.type === 'text' || question.type === 'long_text') return text(value, question.maxLength);
  if (question.type === 'boolean')
    return typeof value === 'boolean' ? { value } : { code: 'wrong-kind', detail: 'must be true or false' };
  return 'choices' in question ? choice(question, value) : { code: 'wrong-kind', detail: 'cannot be answered' };
}

function score(value: unknown, { min, max }: Scale): Result {
  if (typeof value !== 'number' || !Number.isInteger(value))
    return { code: 'wrong-kind', detail: 'must be a whole number' };
  if (value < min || value > max) return { code: 'outside-scale', detail: `must be from ${min} to ${max}` };
  return { value };
}

function text(value: unknown, maxLength: number): Result {
  if (typeof value !== 'string') return { code: 'wrong-kind', detail: 'must be a text' };
  // People paste anything: what cannot be stored or shown is replaced, never a reason to refuse them.
  const clean = value
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .trim();
  return clean.length > maxLength
    ? { code: 'too-long', detail: `must have at most ${maxLength} characters` }
    : { value: clean };
}

function choice(question: Extract<Question, { choices: unknown }>, value: unknown): Result {
  const ids = new Set(question.choices.map(({ id }) => id));
  const known = (one: unknown): one is string => typeof one === 'string' && ids.has(one);
  if (question.type === 'single_choice')
    return known(value) ? { value } : { code: 'unknown-choice', detail: 'must be one of the choices' };
  if (!Array.isArray(value) || !value.every(known))
    return { code: 'unknown-choice', detail: 'must be a list of the choices' };
  const chosen = question.choices.map(({ id }) => id).filter((id) => value.includes(id));
  const most = question.maxChosen ?? ids.size;
  if (value.length > chosen.length || chosen.length > most)
    return { code: 'too-many', detail: `at most ${most}, each once` };
  return { value: chosen };
}

/** What a survey's answers say as feedback: every score with its scale, the headline score and the verbatim. */
export type AnswerSummary = {
  scores: {
    metric: 'nps' | 'csat' | 'ces' | 'rating';
    value: number;
    scaleMin: number;
    scaleMax: number;
    questionId: string;
  }[];
  overallScore?: number;
  comments?: string;
};

/** Reads scores and comments off checked answers, in the order of the questions. */
export function summarise({ questions, ratingScale }: Asked, answers: Answers): AnswerSummary {
  const scores: AnswerSummary['scores'] = [];
  const comments: string[] = [];
  for (const question of questions) {
    const value = answers[question.id];
    const scale = scaleOf(question, ratingScale);
    if (scale && typeof value === 'number')
      scores.push({
        metric: question.type as 'nps',
        value,
        scaleMin: scale.min,
        scaleMax: scale.max,
        questionId: question.id,
      });
    if ((question.type === 'long_text' || question.type === 'text') && typeof value === 'string') comments.push(value);
  }
  return {
    scores,
    ...(scores[0] && { overallScore: scores[0].value }),
    ...(comments.length > 0 && { comments: comments.join('\n\n').slice(0, 10_000).toWellFormed() }),
  };
}

import * as z from 'zod';
import { storableNumber } from '../fields/number.schema.ts';
import { Label, Line } from './localized.schema.ts';

export const QuestionId = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must start with a letter and hold only a-z, 0-9 and _, at most 40')
  .meta({ example: 'satisfaction' });

/** Shown only when an earlier question was answered in one of these ways; exactly one condition. */
export const ShowIf = z
  .strictObject({
    question: QuestionId.meta({ description: 'An earlier question.' }),
    equals: z.union([storableNumber, z.boolean(), z.string().max(40)]).optional(),
    anyOf: z
      .array(z.union([storableNumber, z.string().max(40)]))
      .min(1)
      .max(20)
      .optional(),
    atLeast: storableNumber.optional(),
    atMost: storableNumber.optional(),
    answered: z.literal(true).optional(),
  })
  .meta({ id: 'ShowIf' });
export type ShowIf = z.infer<typeof ShowIf>;

/** A scale of whole numbers; its ends travel with every answer, because 1–5, 0–10 and 1–7 all occur. */
export const Scale = z
  .strictObject({
    min: z.int().min(-100).max(100),
    max: z.int().min(-100).max(100),
    style: z.enum(['numbers', 'stars', 'smileys']).default('numbers'),
    minLabel: Label.optional(),
    maxLabel: Label.optional(),
  })
  .superRefine(({ min, max, style }, issues) => {
    const fault = (path: string, message: string) => issues.addIssue({ code: 'custom', path: [path], message });
    if (max <= min) fault('max', `must be greater than min (${min})`);
    else if (max - min > 10) fault('max', 'a scale has at most 11 steps; more cannot be told apart on a phone');
    if (style === 'stars' && (min !== 1 || max > 10)) fault('style', 'stars count from 1 to at most 10');
    if (style === 'smileys' && (min !== 1 || ![3, 5].includes(max))) fault('style', 'there are 3 or 5 smileys, from 1');
  })
  .meta({ id: 'Scale' });
export type Scale = z.infer<typeof Scale>;

export const Choice = z
  .strictObject({
    id: QuestionId.meta({ description: 'Stored with answers, so that a label can be reworded.' }),
    text: Label,
  })
  .meta({ id: 'Choice' });

const common = {
  id: QuestionId,
  text: Line,
  help: Line.optional(),
  required: z.boolean().default(false),
  showIf: ShowIf.optional(),
};
const ends = { minLabel: Label.optional(), maxLabel: Label.optional() };
const choices = z.array(Choice).min(2).max(30);

/** One question; `type` decides which other fields it takes. */
export const Question = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('nps'), ...common, ...ends }),
    z.strictObject({
      type: z.literal('csat'),
      ...common,
      ...ends,
      style: z.enum(['numbers', 'stars', 'smileys']).default('numbers'),
    }),
    z.strictObject({ type: z.literal('ces'), ...common, ...ends }),
    z.strictObject({ type: z.literal('rating'), ...common, scale: Scale.optional() }),
    z.strictObject({ type: z.literal('text'), ...common, maxLength: z.int().min(1).max(300).default(300) }),
    z.strictObject({ type: z.literal('long_text'), ...common, maxLength: z.int().min(1).max(10_000).default(4_000) }),
    z.strictObject({ type: z.literal('single_choice'), ...common, choices }),
    z.strictObject({
      type: z.literal('multi_choice'),
      ...common,
      choices,
      maxChosen: z.int().min(1).max(30).optional(),
    }),
    z.strictObject({ type: z.literal('boolean'), ...common }),
  ])
  .meta({ id: 'Question' });
export type Question = z.infer<typeof Question>;
export type QuestionType = Question['type'];

/** What a person answered: a score, a text, a choice's id, several of them, or yes and no. */
export type AnswerValue = number | string | boolean | string[];
export type Answers = Record<string, AnswerValue>;

/** The form field that carries a question's answer. */
export const fieldName = (questionId: string): string => `q_${questionId}`;

const fixedScales: Partial<Record<QuestionType, [number, number]>> = { nps: [0, 10], csat: [1, 5], ces: [1, 7] };

/** The scale of a scored question, undefined for the others. A rating without its own uses the template's. */
export function scaleOf(question: Question, ratingScale: Scale): Scale | undefined {
  if (question.type === 'rating') return question.scale ?? ratingScale;
  const [min, max] = fixedScales[question.type] ?? [];
  if (min === undefined || max === undefined) return undefined;
  const { minLabel, maxLabel } = question as Extract<Question, { type: 'nps' }>;
  return { min, max, style: question.type === 'csat' ? question.style : 'numbers', minLabel, maxLabel };
}

/** Whether an answer meets a show-if condition; no answer meets none. */
export function meets({ equals, anyOf, atLeast, atMost, answered }: ShowIf, answer: AnswerValue | undefined): boolean {
  if (answer === undefined) return false;
  if (answered) return true;
  const given: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  if (equals !== undefined) return given.includes(equals);
  if (anyOf) return anyOf.some((one) => given.includes(one));
  if (typeof answer !== 'number') return false;
  return atLeast !== undefined ? answer >= atLeast : answer <= (atMost ?? Number.NEGATIVE_INFINITY);
}

/** The questions a person gets to see; one that depends on a hidden one is hidden too. */
export function visibleQuestions(questions: readonly Question[], answers: Answers): Question[] {
  const seen = new Set<string>();
  return questions.filter(({ id, showIf }) => {
    const visible = !showIf || (seen.has(showIf.question) && meets(showIf, answers[showIf.question]));
    if (visible) seen.add(id);
    return visible;
  });
}

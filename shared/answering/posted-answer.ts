import * as z from 'zod';
import type { Fields } from '../http/fields.ts';
import { Problem } from '../http/problem.ts';
import { check } from '../http/request.ts';
import { PreferredChannel } from '../feedback/feedback.parts.schema.ts';
import type { Question } from '../survey-template/question.schema.ts';

/** What a survey's page, or a program in its place, posts. */
export type PostedAnswer = {
  /** Of the page that it comes from; empty without one. */
  nonce: string;
  /** Answers by question id, unchecked. */
  given: Record<string, unknown>;
  /** False keeps what there is without ending the survey. */
  complete: boolean;
  /** Whether the field is filled in that no person sees. */
  hiddenField: boolean;
  /** In which the page was shown. */
  language: string | undefined;
  /** How the person asks to be contacted, empty where they do not; undefined where the page did not ask. */
  contact: string | undefined;
};

const PostedJson = z.strictObject({
  nonce: z.string(),
  answers: z.record(z.string(), z.unknown()),
  partial: z.boolean().default(false),
  lang: z.string().optional(),
  contact: z.union([PreferredChannel, z.literal('')]).optional(),
});
const formFields = new Set(['nonce', 'lang', 'extra', 'partial', 'contact']);

/** Reads a JSON body; 400 with all that is wrong with it. */
export function postedJson(body: unknown): PostedAnswer {
  const { data, errors } = check(PostedJson, body, 'body');
  if (!data) throw new Problem('validation-failed', undefined, { errors });
  const { nonce, answers, partial, lang, contact } = data;
  return { nonce, given: answers, complete: !partial, hiddenField: false, language: lang, contact };
}

/**
 * Reads the fields of the page's form, where everything is text: `q_<question>` and the page's own. A field that the page
 * never had is 400; answers to questions that it never asked stay in, so that they are refused as answers.
 */
export function postedForm(questions: readonly Question[], fields: Fields): PostedAnswer {
  const [unknown] = Object.keys(fields).filter((name) => !formFields.has(name) && !name.startsWith('q_'));
  if (unknown !== undefined) {
    const { errors } = check(z.strictObject({}), { [unknown.slice(0, 100)]: '' }, 'body');
    throw new Problem('validation-failed', undefined, { errors });
  }
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const types = new Map(questions.map(({ id, type }) => [id, type]));
  const answers = Object.entries(fields)
    .filter(([name]) => name.startsWith('q_'))
    .map(([name, value]) => [name.slice(2), typed(types.get(name.slice(2)), value)]);
  return {
    nonce: text('nonce'),
    given: Object.fromEntries(answers),
    complete: text('partial') === '',
    hiddenField: text('extra') !== '',
    language: text('lang') || undefined,
    contact: fields['contact'] === undefined ? undefined : text('contact'),
  };
}

function typed(type: Question['type'] | undefined, value: string | string[]): unknown {
  switch (type) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'rating':
      return typeof value === 'string' && /^-?\d{1,3}$/.test(value) ? Number(value) : value;
    case 'boolean':
      return value === 'yes' ? true : value === 'no' ? false : value;
    case 'multi_choice':
      return [value].flat().filter((one) => one !== '');
    default:
      return value;
  }
}

import type { Contribution } from '../metrics/counted-kind.ts';
import type { Counters } from '../metrics/counters.ts';

/** One answered question, without the words in which it was asked. */
export type Answered = { questionId: string; type: string; answer: unknown };

/** Stands for the text question of an answer whose text is known, but not to which of its questions. */
export const SOME_TEXT = '*';

/** Marks the counter of all answers to a question, which names its type; no value begins so. */
const TYPE = '#';

const scales = new Map([
  ['nps', { min: 0, max: 10 }],
  ['csat', { min: 1, max: 5 }],
  ['ces', { min: 1, max: 7 }],
]);

/** The counters of a whole scale, for each question among some counters that has one. */
export const wholeScales = (names: Iterable<string>): string[] =>
  [...names].flatMap((name) => {
    const [family, questionId, type = ''] = name.split(':');
    const scale = type.startsWith(TYPE) ? scales.get(type.slice(TYPE.length)) : undefined;
    if (!scale) return [];
    const { min, max } = scale;
    return Array.from({ length: max - min + 1 }, (_, at) => `${family}:${questionId}:${min + at}`);
  });

/** Rows that the questions of one version are spread over, so that an answer to 30 questions of 30 choices fits them. */
const ROWS = 8;
const rowOf = (questionId: string): number => Buffer.from(questionId).reduce((sum, byte) => sum + byte, 0) % ROWS;

/** What answers to the questions of one template's version add; texts are only counted. */
export function questionContributions(
  dimension: string,
  { day, templateId, version }: { day: string; templateId: string; version: number },
  answers: readonly Answered[],
): Contribution[] {
  return [...Map.groupBy(answers, ({ questionId }) => rowOf(questionId))].map(([row, some]) => {
    const counters: Counters = {};
    for (const { questionId, type, answer } of some) {
      counters[`question:${questionId}:${TYPE}${type}`] = 1;
      for (const value of type.endsWith('text') ? ['answered'] : [answer].flat())
        counters[`question:${questionId}:${String(value)}`] = 1;
    }
    return { day, dims: { [dimension]: `${templateId}/${version}/${row}` }, counters };
  });
}

/** Answers to one question: how many, and how often each value. */
export type QuestionCount = { n: number; counts: Record<string, number> };

/** The answers to each question of a template's version, by the key of a row and its counters. */
export function countsOfQuestions(key: string, counters: Counters) {
  const [templateId = '', version = ''] = key.split('/');
  const questions = new Map<string, QuestionCount>();
  for (const [name, count] of Object.entries(counters)) {
    const [, questionId = '', value = ''] = name.split(':');
    let question = questions.get(questionId);
    if (!question) questions.set(questionId, (question = { n: 0, counts: {} }));
    if (value.startsWith(TYPE)) question.n += count;
    else question.counts[value] = count;
  }
  return { templateId, version: Number(version), questions };
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAnswers, summarise } from './survey-answers.ts';
import { type Question, Question as QuestionSchema, Scale } from '../survey-template/question.schema.ts';

const ratingScale = Scale.parse({ min: 1, max: 5 });
const questions: Question[] = [
  { id: 'nps', type: 'nps', text: { en: 'Recommend?' }, required: true },
  { id: 'why', type: 'long_text', text: { en: 'Why?' }, maxLength: 50, showIf: { question: 'nps', atMost: 6 } },
  { id: 'sure', type: 'boolean', text: { en: 'Sure?' }, showIf: { question: 'why', answered: true }, required: true },
  {
    id: 'parts',
    type: 'multi_choice',
    text: { en: 'Which?' },
    maxChosen: 2,
    choices: ['a', 'b', 'c'].map((id) => ({ id, text: { en: id } })),
  },
  {
    id: 'one',
    type: 'single_choice',
    text: { en: 'One' },
    choices: ['x', 'y'].map((id) => ({ id, text: { en: id } })),
  },
  { id: 'speed', type: 'rating', text: { en: 'Speed' }, scale: { min: -2, max: 2 } },
].map((question) => QuestionSchema.parse(question));
const asked = { questions, ratingScale };
const complete = (given: Record<string, unknown>) => checkAnswers(asked, given, { complete: true });
const partial = (given: Record<string, unknown>) => checkAnswers(asked, given, { complete: false });

describe('answers', () => {
  test('are taken as given when they fit their questions', () => {
    const given = { nps: 0, why: 'slow', sure: false, parts: ['b', 'a'], one: 'x', speed: -2 };
    expect(complete(given)).toEqual({ answers: { ...given, parts: ['a', 'b'] }, faults: [] });
  });

  test('may be partial; a required question that is missing counts only at the end', () => {
    expect(partial({ speed: 1 })).toEqual({ answers: { speed: 1 }, faults: [] });
    expect(complete({ speed: 1 })).toEqual({
      answers: { speed: 1 },
      faults: [{ questionId: 'nps', code: 'required', pointer: '#/answers/nps', detail: 'needs an answer' }],
    });
  });

  test('a required question that show-if hides is not required, and what hides is dropped with what depends on it', () => {
    expect(complete({ nps: 9 }).faults).toEqual([]);
    expect(complete({ nps: 9, why: 'left over', sure: true })).toEqual({ answers: { nps: 9 }, faults: [] });
    expect(complete({ nps: 3, why: 'slow' }).faults).toMatchObject([{ questionId: 'sure', code: 'required' }]);
  });

  test.each([
    [{ nope: 1 }, 'unknown-question'],
    [{ __proto__x: 1 }, 'unknown-question'],
    [{ nps: 11 }, 'outside-scale'],
    [{ nps: -1 }, 'outside-scale'],
    [{ nps: 6.5 }, 'wrong-kind'],
    [{ nps: '9' }, 'wrong-kind'],
    [{ nps: Number.NaN }, 'wrong-kind'],
    [{ nps: true }, 'wrong-kind'],
    [{ nps: [9] }, 'wrong-kind'],
    [{ nps: 1, why: 'x'.repeat(51) }, 'too-long'],
    [{ nps: 1, why: { $gt: '' } }, 'wrong-kind'],
    [{ nps: 1, why: 'a', sure: 'yes' }, 'wrong-kind'],
    [{ parts: 'a' }, 'unknown-choice'],
    [{ parts: ['a', 'z'] }, 'unknown-choice'],
    [{ parts: ['a', 'a'] }, 'too-many'],
    [{ parts: ['a', 'b', 'c'] }, 'too-many'],
    [{ one: 'z' }, 'unknown-choice'],
    [{ one: 'toString' }, 'unknown-choice'],
  ])('%o is refused as %s', (given, code) => {
    expect(partial(given).faults).toMatchObject([{ code, pointer: `#/answers/${Object.keys(given).at(-1)}` }]);
  });

  test('a good answer beside a bad one is kept', () => {
    expect(partial({ nps: 4, speed: 99 })).toMatchObject({ answers: { nps: 4 }, faults: [{ questionId: 'speed' }] });
  });

  test('a text loses control characters and half characters, and keeps its lines', () => {
    expect(partial({ nps: 1, why: ' a\r\nb\u0000\u0007\ud800 ' }).answers['why']).toBe('a\nb\ufffd');
  });

  test('never throw, and what is kept passes again unchanged', () => {
    const ids = fc.oneof(fc.constantFrom('nps', 'why', 'sure', 'parts', 'one'), fc.string());
    fc.assert(
      fc.property(fc.dictionary(ids, fc.anything()), (given) => {
        const first = partial(given);
        expect(checkAnswers(asked, first.answers, { complete: false })).toEqual({ answers: first.answers, faults: [] });
      }),
    );
  });
});

test('a summary carries every score with its scale, zero included, and joins the texts', () => {
  const { answers } = complete({ nps: 0, why: 'slow', sure: true, speed: -2 });
  expect(summarise(asked, answers)).toEqual({
    scores: [
      { metric: 'nps', value: 0, scaleMin: 0, scaleMax: 10, questionId: 'nps' },
      { metric: 'rating', value: -2, scaleMin: -2, scaleMax: 2, questionId: 'speed' },
    ],
    overallScore: 0,
    comments: 'slow',
  });
  expect(summarise(asked, {})).toEqual({ scores: [] });
});

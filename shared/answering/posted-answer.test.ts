import { expect, test } from 'vitest';
import { Problem } from '../http/problem.ts';
import { type Question, Question as QuestionSchema } from '../survey-template/question.schema.ts';
import { postedForm, postedJson } from './posted-answer.ts';

const choices = ['a', 'x'].map((id) => ({ id, text: { en: id } }));
const questions: Question[] = [
  { id: 'nps', type: 'nps', text: { en: 'Recommend?' } },
  { id: 'why', type: 'long_text', text: { en: 'Why?' } },
  { id: 'sure', type: 'boolean', text: { en: 'Sure?' } },
  { id: 'parts', type: 'multi_choice', text: { en: 'Which?' }, choices },
  { id: 'one', type: 'single_choice', text: { en: 'One' }, choices },
  { id: 'speed', type: 'rating', text: { en: 'Speed' }, scale: { min: -2, max: 2 } },
].map((question) => QuestionSchema.parse(question));

const refusal = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof Problem && { code: error.code, errors: error.errors };
  }
};

test('a posted form becomes answers of the right kinds, and what the page says of itself', () => {
  const answers = { q_nps: '0', q_why: '', q_sure: 'no', q_parts: 'a', q_one: 'x', q_speed: '-2' };
  expect(postedForm(questions, { ...answers, nonce: 'n', lang: 'de', extra: '', partial: '1' })).toEqual({
    given: { nps: 0, why: '', sure: false, parts: ['a'], one: 'x', speed: -2 },
    nonce: 'n',
    language: 'de',
    complete: false,
    hiddenField: false,
  });
});

test('a form keeps answers that no question asked for, so that they are refused as answers', () => {
  expect(postedForm(questions, { q_admin: 'true', q_nps: ['1', '9'] }).given).toEqual({
    admin: 'true',
    nps: ['1', '9'],
  });
});

test.each(['nps', 'status', 'constructor'])(
  'a form with the field %s, which the page never had, is refused',
  (name) => {
    expect(refusal(() => postedForm(questions, { q_nps: '9', [name]: '9' }))).toEqual({
      code: 'validation-failed',
      errors: [{ pointer: `#/${name}`, detail: 'unknown field' }],
    });
  },
);

test.each([
  ['no object', [], ['#']],
  ['no nonce', { answers: {} }, ['#/nonce']],
  ['no answers', { nonce: 'n' }, ['#/answers']],
  ['a list of answers', { nonce: 'n', answers: [] }, ['#/answers']],
  ['a partial that is a text', { nonce: 'n', answers: {}, partial: 'yes' }, ['#/partial']],
  ['fields that it does not know', { nonce: 'n', answers: {}, more: 1, yet: 2 }, ['#/more', '#/yet']],
])('a JSON body with %s is refused with a pointer', (_, body, pointers) => {
  expect(refusal(() => postedJson(body))).toEqual({
    code: 'validation-failed',
    errors: pointers.map((pointer) => ({ pointer, detail: expect.any(String) })),
  });
});

import { describe, expect, test } from 'vitest';
import {
  type Asked,
  bodyOf,
  dropped,
  faultsOf,
  type Form,
  formOf,
  freeId,
  moved,
  stepsOf,
  withType,
} from './template-form.ts';

const form = (change: Partial<Form> = {}): Form => ({
  name: 'A',
  type: 'csat',
  languages: ['en', 'de'],
  title: { en: 'How?', de: 'Wie?' },
  questions: [{ key: 'k', type: 'csat', id: 'one', text: { en: 'Well?', de: 'Gut?' } }],
  ...change,
});
const list = ['a', 'b', 'c', 'd'].map((key) => ({ key, type: 'boolean', id: key, text: {} }) as Asked);
const keys = (questions: readonly Asked[]) => questions.map(({ key }) => key).join('');

describe('what is sent of a template', () => {
  test('is what was read, without what the API adds and without keys', () => {
    const stored = { ...bodyOf(form()), templateId: 'tpl_1', version: 3, createdBy: 'me' };
    expect(bodyOf(formOf(stored))).toEqual(bodyOf(form()));
  });
  test('holds no text of a language that is no longer offered', () =>
    expect(bodyOf(form({ languages: ['de'] }))).toMatchObject({
      title: { de: 'Wie?' },
      questions: [{ text: { de: 'Gut?' } }],
    }));
  test('leaves out what is empty, but keeps a needed text so that its absence is found at its field', () => {
    const body = bodyOf(form({ title: { en: ' ' }, intro: { en: '' }, description: '' }));
    expect(body.title).toEqual({});
    expect(body).not.toHaveProperty('intro');
    expect(body).not.toHaveProperty('description');
  });
});

describe('the order of questions', () => {
  test('moving beyond an end changes nothing', () => {
    expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
    expect(moved([1, 2, 3], 2, 3)).toEqual([1, 2, 3]);
  });
  test('moving keeps all', () => expect(moved([1, 2, 3], 0, 2)).toEqual([2, 3, 1]));
  test('what is dropped after another stands right after it, in either direction', () => {
    expect(keys(dropped(list, new Set(['a']), { key: 'c', dropPosition: 'after' }))).toBe('bcad');
    expect(keys(dropped(list, new Set(['d']), { key: 'a', dropPosition: 'before' }))).toBe('dabc');
  });
  test('what is dropped on itself stays', () =>
    expect(keys(dropped(list, new Set(['b']), { key: 'b', dropPosition: 'after' }))).toBe('abcd'));
});

test('another type keeps texts and conditions, and drops what only the old one knew', () => {
  const text: Asked = { key: 'k', type: 'text', id: 'why', text: { en: 'Why?' }, maxLength: 50, required: true };
  expect(withType(text, 'boolean')).toEqual({
    key: 'k',
    type: 'boolean',
    id: 'why',
    text: { en: 'Why?' },
    required: true,
  });
  expect(withType(text, 'single_choice')).toHaveProperty('choices.length', 2);
});
test('choices outlive a change between one and several', () => {
  const choices = [
    { id: 'x', text: { en: 'X' } },
    { id: 'y', text: { en: 'Y' } },
  ];
  const one: Asked = { key: 'k', type: 'single_choice', id: 'q', text: {}, choices };
  expect(withType(one, 'multi_choice')).toMatchObject({ choices });
});
test('an id is not given twice', () => expect(freeId('nps', ['nps', 'nps_2'])).toBe('nps_3'));
test('a rating without a scale of its own has the template’s', () => {
  const rating: Asked = { key: 'k', type: 'rating', id: 'q', text: {} };
  expect(stepsOf(rating, { min: 1, max: 3 })).toEqual([1, 2, 3]);
  expect(stepsOf({ ...rating, scale: { min: 0, max: 2 } }, { min: 1, max: 3 })).toEqual([0, 1, 2]);
});
test('faults are found by place, whether the template was saved or only drawn', () => {
  const faults = faultsOf([
    { pointer: '#/template/title/en', detail: 'a' },
    { pointer: '#/questions/0/id', detail: 'b' },
  ]);
  expect([...faults]).toEqual([
    ['title/en', 'a'],
    ['questions/0/id', 'b'],
  ]);
});

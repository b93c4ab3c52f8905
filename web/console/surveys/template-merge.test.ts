import { describe, expect, test } from 'vitest';
import { merge } from '../api/merge.ts';
import type { Form } from './template-form.ts';
import { fieldsOf, formFrom, readable } from './template-merge.ts';

const base: Form = {
  name: 'A',
  type: 'csat',
  languages: ['en'],
  title: { en: 'How?' },
  questions: [{ key: 'k', type: 'boolean', id: 'one', text: { en: 'Well?' } }],
};

test('a template comes back from its fields', () => expect(fieldsOf(formFrom(fieldsOf(base)))).toEqual(fieldsOf(base)));
test('the order of languages, as another has stored it, is no change', () => {
  const one: Form = { ...base, languages: ['en', 'de'], title: { en: 'a', de: 'b' } };
  const other: Form = { ...base, languages: ['en', 'de'], title: { de: 'b', en: 'a' } };
  expect(fieldsOf(one)).toEqual(fieldsOf(other));
});
test('changes of two people to different parts are both kept', () => {
  const mine = fieldsOf({ ...base, name: 'Mine' });
  const theirs = fieldsOf({ ...base, title: { en: 'Theirs?' } });
  const { merged, clash } = merge(fieldsOf(base), mine, theirs);
  expect(clash).toEqual([]);
  expect(formFrom(merged)).toMatchObject({ name: 'Mine', title: { en: 'Theirs?' } });
});
test('a part that one has emptied is empty', () => {
  const before = fieldsOf({ ...base, intro: { en: 'Hello' } });
  const { merged } = merge(before, fieldsOf(base), before);
  expect(formFrom(merged)).not.toHaveProperty('intro');
});
describe('a part, for somebody who must choose', () => {
  const part = (value: unknown) => JSON.stringify(value);
  test('it is shown by its texts', () => expect(readable(fieldsOf(base)['title'], undefined)).toBe('How?'));
  test('one that was emptied says nothing', () => expect(readable(undefined, part({ en: 'How?' }))).toBe(''));
  test('parts that differ late do not look the same', () => {
    const [mine, theirs] = ['mine', 'theirs'].map((end) => part({ en: `${'a'.repeat(500)} ${end}` }));
    expect(readable(mine, theirs)).toBe(`…${'a'.repeat(39)} mine`);
    expect(readable(theirs, mine)).toBe(`…${'a'.repeat(39)} theirs`);
  });
  test('neither do those of the same texts for other things', () => {
    const [mine, theirs] = [part({ min: 1, max: 5 }), part({ min: 1, most: 5 })];
    expect(readable(mine, theirs)).not.toBe(readable(theirs, mine));
  });
});

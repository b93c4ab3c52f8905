import { expect, it } from 'vitest';
import { countOf, withNoun } from './event-choice.ts';

const types = ['FeedbackEdited', 'FeedbackDeleted'];

it('says all of a noun once, without its single types', () => {
  expect(withNoun(['FeedbackEdited', 'alert.*'], 'feedback', types, true)).toEqual(['alert.*', 'feedback.*']);
});

it('takes away all of a noun, and leaves the others', () => {
  expect(withNoun(['feedback.*', 'alert.*'], 'feedback', types, false)).toEqual(['alert.*']);
});

it('counts what is wanted of a noun either way', () => {
  expect(countOf(['feedback.*'], 'feedback', types)).toBe(2);
  expect(countOf(['FeedbackEdited', 'JobFailed'], 'feedback', types)).toBe(1);
});

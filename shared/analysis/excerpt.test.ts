import { expect, test } from 'vitest';
import { aFeedback } from '../feedback/feedback.entity.ts';
import { excerptOf } from './excerpt.ts';

const of = (overrides: Parameters<typeof aFeedback>[0]) => excerptOf(aFeedback(overrides));

test('an excerpt has at most 280 characters, and no half of one at its end', () => {
  expect(of({ comments: 'x'.repeat(280) })).toBe('x'.repeat(280));
  expect(of({ comments: 'x'.repeat(281) })).toBe(`${'x'.repeat(279)}…`);
  const smiles = of({ comments: `x${'\u{1F600}'.repeat(200)}` }) ?? '';
  expect(smiles.length).toBeLessThanOrEqual(280);
  expect(smiles.isWellFormed()).toBe(true);
});

test('an excerpt shows the kinds of personal data in its place, whatever the company shows in lists', () => {
  expect(of({ comments: 'Write to ada@example.com or call +49 30 1234567.' })).toBe(
    'Write to [EMAIL] or call [PHONE].',
  );
});

test('an excerpt is of the comments, else of the subject, and of a record without words there is none', () => {
  expect(of({ comments: ' ', subject: 'Charged twice' })).toBe('Charged twice');
  expect(of({ comments: undefined, subject: undefined, context: undefined })).toBeUndefined();
});

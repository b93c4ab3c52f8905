import { expect, test } from 'vitest';
import type { Score } from '../feedback/feedback.parts.schema.ts';
import { isUnhappy } from './unhappy.ts';

const score = (metric: Score['metric'], value: number, scaleMin: number, scaleMax: number) => ({
  scores: [{ metric, value, scaleMin, scaleMax }],
});

test.each<[string, ReturnType<typeof score>, boolean]>([
  ['a detractor of 6', score('nps', 6, 0, 10), true],
  ['a detractor of 6.9', score('nps', 6.9, 0, 10), true],
  ['a passive of 7', score('nps', 7, 0, 10), false],
  ['a satisfaction of 2 of 5', score('csat', 2, 1, 5), true],
  ['a satisfaction of 3 of 5', score('csat', 3, 1, 5), false],
  ['a satisfaction of 3 of 10, which is 1.9 of 5', score('csat', 3, 1, 10), true],
  ['a satisfaction of 4 of 10, which is 2.3 of 5', score('csat', 4, 1, 10), false],
  ['a rating of 1 star', score('rating', 1, 1, 5), true],
  ['an effort of 3 of 7', score('ces', 3, 1, 7), true],
  ['an effort of 4 of 7', score('ces', 4, 1, 7), false],
  ['a score of the company’s own', score('custom', 1, 1, 5), false],
])('%s: unhappy is %o', (_, facts, expected) => expect(isUnhappy(facts)).toBe(expected));

test('a negative sentiment is unhappy whatever the score, and nothing said is not', () => {
  expect(isUnhappy({ ...score('nps', 10, 0, 10), analysis: { status: 'done', sentiment: 'negative' } })).toBe(true);
  expect(isUnhappy({ analysis: { status: 'done', sentiment: 'mixed' } })).toBe(false);
  expect(isUnhappy({})).toBe(false);
});

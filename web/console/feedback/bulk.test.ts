import { expect, test } from 'vitest';
import type { Feedback } from '../../../shared/feedback/feedback.schema.ts';
import { tagsWith, toEach } from './bulk.ts';

const records = ['a', 'b', 'c', 'd', 'e', 'f'].map((feedbackId) => ({ feedbackId }) as Feedback);

test('each record has a result of its own, in the order of the list; one that is refused spoils no other', async () => {
  const refused = new Error('refused');
  const seen: number[] = [];
  const results = await toEach(
    records,
    async ({ feedbackId }) => {
      await new Promise((resolve) => setTimeout(resolve, feedbackId === 'a' ? 20 : 1));
      if (feedbackId === 'c') throw refused;
      return feedbackId === 'b' ? () => Promise.resolve('undone') : undefined;
    },
    (done) => seen.push(done),
  );
  expect(results.map(({ record }) => record.feedbackId)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  expect(results.filter(({ error }) => error !== undefined)).toEqual([{ record: records[2], error: refused }]);
  expect(results.filter(({ undo }) => undo).map(({ record }) => record.feedbackId)).toEqual(['b']);
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a tag is added once, and the last one taken away leaves none', () => {
  expect(tagsWith({ tags: ['a'] }, 'b', true)).toEqual(['a', 'b']);
  expect(tagsWith({ tags: ['b', 'a'] }, 'b', true)).toEqual(['a', 'b']);
  expect(tagsWith({}, 'b', true)).toEqual(['b']);
  expect(tagsWith({ tags: ['b'] }, 'b', false)).toBeNull();
});

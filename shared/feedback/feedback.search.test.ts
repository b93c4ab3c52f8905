import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { Context } from '../kernel/context.ts';
import { idsUnder } from '../kernel/postings.ts';
import { tableName } from '../kernel/table.ts';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { aFeedback } from './feedback.entity.ts';
import { FeedbackFilter } from './feedback.requests.schema.ts';
import { indexText } from './feedback.search.ts';
import { feedbackText } from './feedback.words.ts';
import { wordsOf } from '../kernel/words.ts';
import { cpuMs } from '../testing/cpu.ts';

const text = (comments: string | undefined, overrides: object = {}) =>
  aFeedback({ subject: undefined, comments, ...overrides });
const found = async (ctx: Context, word: string) => [
  ...((await idsUnder(ctx, feedbackText.postings, word, { limit: 100 })) ?? []),
];
const { feedbackId } = aFeedback();

test('words that come are found, words that go are not, and repeating changes nothing', async () => {
  const ctx = aContext();
  const [before, after] = [text('slow delivery'), text('fast delivery')];
  for (let round = 0; round < 2; round++) {
    await indexText(ctx, [{ after: before, stale: false }]);
    await indexText(ctx, [{ before, after, stale: false }]);
  }
  expect(await found(ctx, 'fast')).toEqual([feedbackId]);
  expect(await found(ctx, 'delivery')).toEqual([feedbackId]);
  expect(await found(ctx, 'slow')).toEqual([]);
});

test('several changes of one record in a batch end as the last one says', async () => {
  const ctx = aContext();
  const [one, two, three] = [text('alpha'), text('alpha beta'), text('alpha')];
  await indexText(ctx, [
    { after: one, stale: true },
    { before: one, after: two, stale: true },
    { before: two, after: three, stale: false },
  ]);
  expect(await found(ctx, 'alpha')).toEqual([feedbackId]);
  expect(await found(ctx, 'beta')).toEqual([]);
});

test('an old change that comes late takes nothing away', async () => {
  const ctx = aContext();
  await indexText(ctx, [{ after: text('refund'), stale: false }]);
  await indexText(ctx, [{ before: text('refund'), after: text('nothing'), stale: true }]);
  expect(await found(ctx, 'refund')).toEqual([feedbackId]);
});

test('a deleted record loses its words, a restored one has them again, a removed one leaves none', async () => {
  const ctx = aContext();
  const shown = text('refund');
  const deleted = text('refund', { deletedAt: '2026-11-02T10:00:00.000Z' });
  await indexText(ctx, [{ before: shown, after: deleted, stale: false }]);
  expect(await found(ctx, 'refund')).toEqual([]);
  await indexText(ctx, [{ before: deleted, after: shown, stale: false }]);
  expect(await found(ctx, 'refund')).toEqual([feedbackId]);
  await indexText(ctx, [{ before: shown, stale: false }]);
  expect(await found(ctx, 'refund')).toEqual([]);
});

test('when the table takes batches in part, every word arrives', async () => {
  const ctx = aContext();
  const words = Array.from({ length: 90 }, (_, index) => `word${String(index).padStart(3, '0')}`);
  let calls = 0;
  const stop = playFault('partial', (name) => name.startsWith('BatchWrite') && ++calls % 3 !== 0);
  await indexText(ctx, [{ after: text(words.join(' ')), stale: false }]).finally(stop);
  const { Count } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `c#${ctx.companyId}#srch#fb#wor` },
    }),
  );
  expect(Count).toBe(words.length);
  expect(calls).toBeGreaterThan(4);
});

test('words are found inside a text without spaces', async () => {
  const ctx = aContext();
  await indexText(ctx, [{ after: text('注文した商品の配送が遅いです。返金してください'), stale: false }]);
  for (const word of ['配送', '返金', '商品', '注'])
    expect(await found(ctx, wordsOf(word)[0] ?? '')).toEqual([feedbackId]);
});

test.each([
  ['配送', true],
  ['猫', true],
  ['はい', true],
  ['ok!', false],
])('whether %s can be looked for: %s', (q, expected) => {
  expect(FeedbackFilter.safeParse({ q }).success).toBe(expected);
});

test('a word under which more than the limit is filed is called frequent', async () => {
  const ctx = aContext();
  await indexText(ctx, [{ after: text('common commons commonly'), stale: false }]);
  await indexText(ctx, [{ after: text('common', { feedbackId: 'fb_01m6b8te80fbv1ave12d1pmmz8' }), stale: false }]);
  expect(await idsUnder(ctx, feedbackText.postings, 'common', { limit: 1 })).toBeUndefined();
  expect((await idsUnder(ctx, feedbackText.postings, 'common', { limit: 2 }))?.size).toBe(2);
});

test.each([
  ['Überweisung für Ärzte', ['uberweisung', 'fur', 'arzte']],
  ['it’s a no-go; 100% OK', ['100']],
  ['ＦＵＬＬ width', ['full', 'width']],
  ['İstanbul’da', ['istanbul']],
  ['配送が遅い', ['配送', '遅い']],
  ['我想退款，客服态度差', ['我想', '退款', '客', '服', '态度', '差']],
  ['สินค้าเสียหาย', ['สนคา', 'เสย', 'หาย']],
  ['Bestellung 配送 late', ['bestellung', '配送', 'late']],
  ['😀😀😀 fine', ['fine']],
])('the words of %s', (source, words) => {
  expect(wordsOf(source)).toEqual(words);
});

test('a hostile text is taken apart in less than 50 ms', () => {
  for (const piece of [
    'a\u0301'.repeat(5_000),
    'ﷺ'.repeat(10_000),
    '\u1d15e '.repeat(3_000),
    '配送が遅い'.repeat(2_000),
  ]) {
    const took = [1, 2, 3].map(() => cpuMs(() => wordsOf(piece.slice(0, 10_000))));
    expect(Math.min(...took)).toBeLessThan(50);
  }
});

import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { trigger } from '../../events/queues/search/trigger.ts';
import { backlogOf } from '../kernel/backlog.ts';
import type { Context } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { idsUnder } from '../kernel/postings.ts';
import { fileText, handOnText, SearchMessage } from '../kernel/search-text.ts';
import { SEARCH_QUEUE } from '../kernel/queue-variable.ts';
import { tableName } from '../kernel/table.ts';
import { wordsOf } from '../kernel/words.ts';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { useQueues } from '../testing/queues.ts';
import { aFeedback } from './feedback.entity.ts';
import { FeedbackFilter } from './feedback.requests.schema.ts';
import type { StoredFeedback } from './feedback.schema.ts';
import { feedbackText } from './feedback.search.ts';
import { FEEDBACK_WORDS } from './feedback.words.ts';
import { draftOf, itemOf } from './feedback.store.ts';
import { cpuMs } from '../testing/cpu.ts';
import { unitsOf } from '../testing/units.ts';

const queues = useQueues();
const messages = () =>
  ['search-new', 'search-backlog'].flatMap((lane) =>
    queues.sent(lane).map(({ body, group, delaySeconds }) => ({
      ...SearchMessage.parse(JSON.parse(body)),
      group,
      delaySeconds,
    })),
  );
const text = (comments: string | undefined, overrides: object = {}) =>
  aFeedback({ subject: undefined, comments, ...overrides });
const { feedbackId } = aFeedback();

/** Files a record of this text, as a worker does when it is told that some words went. */
async function file(ctx: Context, record: StoredFeedback, gone: readonly string[] = []): Promise<void> {
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: itemOf(ctx, draftOf(record)) }));
  await fileText(ctx, feedbackText, new Map([[record.feedbackId, new Set(gone)]]));
}
const found = async (ctx: Context, word: string) => [
  ...((await idsUnder(ctx, FEEDBACK_WORDS, word, { limit: 100 })) ?? []),
];

describe('what is handed on', () => {
  test('of an import is ids alone, fifty of one company a message, with the company as its group', async () => {
    const ctx = aContext();
    const imported = Array.from({ length: 125 }, () =>
      text('slow delivery', { feedbackId: newId('feedback'), source: 'import' }),
    );
    await handOnText(
      ctx,
      feedbackText,
      imported.map((after) => ({ after })),
    );
    expect(messages()).toMatchObject(
      [50, 50, 25].map(() => ({ kind: 'fb', lane: 'backlog', companyId: ctx.companyId, group: ctx.companyId })),
    );
    expect(messages().flatMap(({ ids }) => ids)).toEqual(imported.map((record) => record.feedbackId));
    expect(JSON.stringify(messages())).not.toContain('slow');
    expect(await backlogOf(ctx, SEARCH_QUEUE)).toMatchObject({ records: 125 });
  });

  test('is nothing where the texts are as they were, or there are none', async () => {
    const [before, after] = [text('slow delivery'), text('slow delivery', { theme: 'logistics', revision: 2 })];
    await handOnText(aContext(), feedbackText, [
      { before, after },
      { after: text(undefined) },
      { before: text(undefined) },
    ]);
    expect(messages()).toEqual([]);
  });

  test('of a change that takes words away is these, in the lane `new` also of an import, and once more when no worker can be left that knew them', async () => {
    const [before, after] = [text('slow delivery', { source: 'import' }), text('fast delivery', { source: 'import' })];
    await handOnText(aContext(), feedbackText, [{ before, after }]);
    expect(messages()).toMatchObject([
      { lane: 'new', ids: [feedbackId], gone: { [feedbackId]: ['slow'] }, delaySeconds: undefined },
      { lane: 'new', ids: [feedbackId], gone: { [feedbackId]: ['slow'] }, delaySeconds: 180 },
    ]);
    const { timeoutSeconds = Infinity } = trigger;
    expect(timeoutSeconds).toBeLessThan(180);
  });

  test('of several changes of one record is all words that went on the way', async () => {
    const [one, two, three] = [text('alpha beta'), text('alpha gamma'), text('alpha')];
    await handOnText(aContext(), feedbackText, [
      { after: one },
      { before: one, after: two },
      { before: two, after: three },
    ]);
    expect(messages()[0]).toMatchObject({ ids: [feedbackId], gone: { [feedbackId]: ['beta', 'gamma'] } });
  });

  test('of a deleted or removed record is all its words; a restored one has none to lose', async () => {
    const [shown, deleted] = [text('refund'), text('refund', { deletedAt: '2026-11-02T10:00:00.000Z' })];
    for (const change of [{ before: shown, after: deleted }, { before: shown }]) {
      await handOnText(aContext(), feedbackText, [change]);
      expect(messages().at(-1)).toMatchObject({ gone: { [feedbackId]: ['refund'] } });
    }
    await handOnText(aContext(), feedbackText, [{ before: deleted, after: shown }]);
    expect(queues.sent('search-new').at(-1)?.body).not.toContain('refund');
  });

  test('is in messages of which ten fit into one call, however long the words', async () => {
    const long = (count: number) => Array.from({ length: count }, (_, index) => `${'語'.repeat(60)}${index}`);
    const words = (count: number) =>
      long(count)
        .map((word) => `${word}.`)
        .join(' ');
    const changes = [990, 30, 30, 30].map((count) => ({
      before: text(words(count), { feedbackId: newId('feedback') }),
    }));
    await handOnText(aContext(), feedbackText, changes);
    const sizes = queues.sent('search-new').map(({ body }) => Buffer.byteLength(body));
    expect(Math.max(...sizes) * 10).toBeLessThan(262_144);
  });
});

test('words that come are found, words that went are not, and repeating changes nothing', async () => {
  const ctx = aContext();
  for (let round = 0; round < 2; round++) {
    await file(ctx, text('slow delivery'));
    await file(ctx, text('fast delivery'), ['slow']);
  }
  expect(await found(ctx, 'fast')).toEqual([feedbackId]);
  expect(await found(ctx, 'delivery')).toEqual([feedbackId]);
  expect(await found(ctx, 'slow')).toEqual([]);
});

test('a word that went and is back is found', async () => {
  const ctx = aContext();
  await file(ctx, text('refund'), ['refund', 'nothing']);
  expect(await found(ctx, 'refund')).toEqual([feedbackId]);
});

test('a deleted record is under no word', async () => {
  const ctx = aContext();
  await file(ctx, text('refund', { deletedAt: '2026-11-02T10:00:00.000Z' }), ['refund']);
  expect(await found(ctx, 'refund')).toEqual([]);
});

test('when the table takes batches in part, every word arrives', async () => {
  const ctx = aContext();
  const words = Array.from({ length: 90 }, (_, index) => `word${String(index).padStart(3, '0')}`);
  let calls = 0;
  const stop = playFault('partial', (name) => name.startsWith('BatchWrite') && ++calls % 3 !== 0);
  await file(ctx, text(words.join(' '))).finally(stop);
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
  await file(ctx, text('注文した商品の配送が遅いです。返金してください'));
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
  await file(ctx, text('common commons commonly'));
  await file(ctx, text('common', { feedbackId: 'fb_01m6b8te80fbv1ave12d1pmmz8' }));
  expect(await idsUnder(ctx, FEEDBACK_WORDS, 'common', { limit: 1 })).toBeUndefined();
  expect((await idsUnder(ctx, FEEDBACK_WORDS, 'common', { limit: 2 }))?.size).toBe(2);
});

test('that a word is frequent is read once in five minutes, and of its company alone', async () => {
  const ctx = aContext();
  const other = aContext();
  for (const one of [ctx, other]) await file(one, text('common commons'));
  const ask = (one: Context) => unitsOf(() => idsUnder(one, FEEDBACK_WORDS, 'common', { limit: 0 }));
  expect((await ask(ctx)).units.read).toBeGreaterThan(0);
  expect(await ask(ctx)).toMatchObject({ result: undefined, units: { read: 0 } });
  const later = { ...ctx, now: new Date(ctx.now.getTime() + 5 * 60_000) };
  for (const one of [other, later]) expect((await ask(one)).units.read).toBeGreaterThan(0);
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
    expect(cpuMs(() => void wordsOf(piece.slice(0, 10_000)))).toBeLessThan(50);
  }
});

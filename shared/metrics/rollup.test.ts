import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'electrodb';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import type { Countable, Dimension } from './contribution.ts';
import type { CountedKind, RecordChange } from './counted-kind.ts';
import { countedFeedback } from './feedback.counted.ts';
import type { Step } from './ledger.ts';
import { ledgerPageSchema, rollupDaySchema, rollupMonthSchema } from './rollup.entity.ts';
import { dayPartition, daySort, ledgerKey, monthPartition, monthSort, rowKeyPart } from './rollup.keys.ts';
import { applyChanges, type LedgerStore, tableStore } from './rollup.ts';
import { aChange, storedRows } from './testing/changes.ts';
import { drift, MemoryStore, rowId } from './testing/memory-store.ts';
import { firstSettings, play, recompute, story } from './testing/replay.ts';

const settings = { timeZone: 'UTC', dayBoundary: '00:00' };
const storeOf = (ctx: Context) => tableStore(ctx, countedFeedback, () => Promise.resolve(settings));

test('hand-built keys are exactly those of the declared entities', () => {
  const free = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
  const keyOf = (params: { Key?: unknown }) => params.Key;
  fc.assert(
    fc.property(free, fc.constantFrom<Dimension>('agent', 'source', 'company'), (key, dimension) => {
      const part = rowKeyPart(key);
      const day = new Entity(rollupDaySchema, { table: 't' }).get({
        companyId: 'acme',
        dimension,
        month: '2026-11',
        keyPart: part,
        day: '2026-11-21',
      });
      expect(keyOf(day.params())).toEqual({
        pk: dayPartition('acme', dimension, '2026-11'),
        sk: daySort(key, '2026-11-21'),
      });
      const month = new Entity(rollupMonthSchema, { table: 't' }).get({
        companyId: 'acme',
        dimension,
        year: '2026',
        keyPart: part,
        month: '2026-11',
      });
      expect(keyOf(month.params())).toEqual({
        pk: monthPartition('acme', dimension, '2026'),
        sk: monthSort(key, '2026-11'),
      });
    }),
  );
  const page = new Entity(ledgerPageSchema, { table: 't' }).get({ companyId: 'acme', month: '2026-11', page: 'fb_1' });
  expect(keyOf(page.params())).toEqual(ledgerKey('acme', countedFeedback, { month: '2026-11', page: 'fb_1' }));
});

test('on DynamoDB, random lives of each kind of record with duplicates, crashes and concurrent workers end with drift 0', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const ctx = aContext();
      let current = firstSettings;
      const touched = new Set<string>();
      const storeOf = (kind: CountedKind): LedgerStore => {
        const table = tableStore(ctx, kind, () => Promise.resolve(current));
        return {
          ...table,
          pause: () => Promise.resolve(),
          commit: (step) => {
            for (const row of step.rows) touched.add(rowId(row));
            return table.commit(step);
          },
        };
      };
      const expected = await play(told, {
        storeOf,
        setSettings: (next) => (current = next),
        setTurns: () => undefined,
      });
      expect(drift(await storedRows(ctx, touched), expected)).toBe(0);
    }),
    { numRuns: 60 },
  );
}, 240_000);

test('1 000 records of a bulk write at most 0.05 counter rows per record', async () => {
  const ctx = aContext();
  const changes = Array.from({ length: 1_000 }, (_, index) => aChange(index, { page: `fb_${Math.floor(index / 50)}` }));
  const store = storeOf(ctx);
  let rows = 0;
  const counted = { ...store, commit: (step: Step) => ((rows += step.rows.length), store.commit(step)) };
  expect(await applyChanges(counted, changes)).toMatchObject({ written: 1_000, refused: [] });
  expect(rows / 1_000).toBeLessThanOrEqual(0.05);
  const expected = recompute(countedFeedback, changes, settings);
  expect(drift(await storedRows(ctx, expected.keys()), expected)).toBe(0);
});

test('a batch is applied however often others are faster with a part of it', async () => {
  const store = new MemoryStore(countedFeedback, settings);
  const changes = Array.from({ length: 60 }, (_, index) => aChange(index));
  let commits = 0;
  const contended: LedgerStore<Countable> = {
    kind: store.kind,
    settings: () => store.settings(),
    pages: store.pages,
    pause: () => Promise.resolve(),
    // The first step is refused, so that each record gets a step of its own; then every second step is lost.
    commit: async (step) => (commits++ === 0 ? 'refused' : commits % 2 === 0 ? store.commit(step) : 'conflict'),
  };
  expect(await applyChanges(contended, changes)).toMatchObject({ written: 60, refused: [] });
  expect(drift(store.rows, recompute(countedFeedback, changes, settings))).toBe(0);
});

test('a transaction whose reply was lost, and whose retry was throttled, counts once', async () => {
  const ctx = aContext();
  const changes = [aChange(1), aChange(2)];
  const stops = [
    playFault('commitThenThrow', (command, call) => command === 'TransactWriteItemsCommand' && call <= 12),
    playFault('throttle', (command, call) => command === 'TransactWriteItemsCommand' && call > 2 && call <= 9),
  ];
  try {
    await applyChanges(storeOf(ctx), changes);
  } finally {
    for (const stop of stops) stop();
  }
  const expected = recompute(countedFeedback, changes, settings);
  expect(drift(await storedRows(ctx, expected.keys()), expected)).toBe(0);
});

test('a record whose row can never be written is refused alone; the other 99 are counted', async () => {
  const ctx = aContext();
  const changes = Array.from({ length: 100 }, (_, index) => aChange(index, { page: `fb_${Math.floor(index / 50)}` }));
  const bad = changes[40] as RecordChange<Countable>;
  bad.record = { ...(bad.record as Countable), theme: 'broken' };
  // The row of the broken theme is full: no counter fits in any more.
  await ctx.db.send(
    new TransactWriteCommand({
      TransactItems: [
        {
          Put: {
            TableName: tableName(),
            Item: {
              pk: dayPartition(ctx.companyId, 'theme', '2026-11'),
              sk: daySort('broken', '2026-11-21'),
              v: 'not a number',
            },
          },
        },
      ],
    }),
  );
  expect(await applyChanges(storeOf(ctx), changes)).toMatchObject({ written: 99, refused: [bad.id] });
  const expected = recompute(
    countedFeedback,
    changes.filter((change) => change !== bad),
    settings,
  );
  expect(drift(await storedRows(ctx, expected.keys()), expected)).toBe(0);
});

test('the ledger of a bulk of 1 000 costs at most 0.2 write units per record, and reads back what was written', async () => {
  const ctx = aContext();
  const changes = Array.from({ length: 1_000 }, (_, index) => aChange(index, { page: `fb_${Math.floor(index / 50)}` }));
  await applyChanges(storeOf(ctx), changes);
  const { Items = [] } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: {
        ':pk': ledgerKey(ctx.companyId, countedFeedback, { month: '2026-11', page: '' }).pk,
      },
    }),
  );
  expect(Items).toHaveLength(20);
  // A transaction costs two units for every kilobyte begun.
  const units = Items.reduce(
    (sum, item) => sum + 2 * Math.ceil((100 + (item['packed'] as Uint8Array).length) / 1024),
    0,
  );
  expect(units / 1_000).toBeLessThanOrEqual(0.2);
  expect((await applyChanges(storeOf(ctx), changes)).written).toBe(0);
});

test('pages of purged records expire, long after any replay of their changes', async () => {
  const ctx = aContext({ now: new Date('2026-11-21T12:00:00.000Z') });
  await applyChanges(storeOf(ctx), [aChange(1)]);
  await applyChanges(storeOf(ctx), [{ ...aChange(1), revision: 2, record: null }]);
  const { Item } = await ctx.db.send(
    new GetCommand({
      TableName: tableName(),
      Key: ledgerKey(ctx.companyId, countedFeedback, { month: '2026-11', page: 'fb_1' }),
    }),
  );
  expect(Item?.['expiresAt']).toBe(Date.parse('2027-02-19T12:00:00.000Z') / 1000);
});

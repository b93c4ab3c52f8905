import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { aContext } from '../testing/context.ts';
import { countingSettings } from './counting-settings.ts';
import { read } from './metrics.ts';
import { compare } from './reconcile.ts';
import { sweep, sweepOf } from './sweep.ts';
import { count, nps } from './testing/changes.ts';
import { feedbackOf, type Swept } from './testing/memory-source.ts';

const now = new Date('2026-11-21T12:00:00.000Z');
const aRecord = (index: number, more: Partial<Swept> = {}): Swept => ({
  ...nps(index, index % 11),
  updatedAt: '2026-11-21T11:00:00.000Z',
  ...more,
});
const everything = { from: '2026-10-01', to: '2026-12-31' };

/** The drift at one look: nothing is on its way in these tests, so there is no time for a second. */
const look = async (ctx: Context, records: readonly Swept[], milliseconds = 5_900): Promise<number> => {
  const hurried = { ...ctx, deadline: new Date(Date.now() + milliseconds) };
  return (await compare(hurried, feedbackOf(records), await countingSettings(ctx), everything)).drift;
};

test('changes that expired while the consumer was down are found by the sweep: drift 0', async () => {
  const ctx = aContext({ now });
  const early = [1, 2, 3].map((index) => aRecord(index));
  await count(ctx, early);
  // From here on the consumer is dead and the stream forgets: an edit, an exclusion, a deletion, two new records.
  const records = [
    { ...aRecord(1), revision: 2, scores: [{ metric: 'nps', value: 0, scaleMin: 0, scaleMax: 10 }] },
    { ...aRecord(2), revision: 3, excluded: { reason: 'spam' } },
    { ...aRecord(3), revision: 2, deletedAt: '2026-11-21T11:30:00.000Z' },
    aRecord(4),
    aRecord(60, { occurredAt: '2026-10-02T00:00:00.000Z' }),
  ];
  expect(await look(ctx, records)).toBeGreaterThan(0);
  expect(await sweep(ctx, feedbackOf(records))).toEqual({ checked: 5, restated: 5, late: 0 });
  expect(await look(ctx, records)).toBe(0);
  expect(await sweep(ctx, feedbackOf(records))).toEqual({ checked: 5, restated: 0, late: 0 });
});

test('records that left the table unnoticed leave the numbers, too', async () => {
  const ctx = aContext({ now });
  const records = [1, 2, 3].map((index) => aRecord(index));
  await count(ctx, records);
  const [kept] = records;
  const rest = kept ? [kept] : [];
  expect(await sweep(ctx, feedbackOf(rest))).toEqual({ checked: 3, restated: 2, late: 0 });
  expect(await look(ctx, rest)).toBe(0);
  expect((await read(ctx, { name: 'volume', ...everything, grain: 'total' })).total.n).toBe(1);
});

test('after a change of the time zone the next sweep moves every record to its new day', async () => {
  const ctx = aContext({ now });
  const records = [aRecord(1, { occurredAt: '2026-10-31T23:30:00.000Z' }), aRecord(2)];
  await count(ctx, records);
  await sweepOf(ctx, [feedbackOf(records)], now);
  await ctx.db.send(
    new PutCommand({
      TableName: tableName(),
      Item: { pk: `${companyPrefix(ctx.companyId)}set`, sk: 'settings', timeZone: 'Asia/Tokyo', dayBoundary: '00:00' },
    }),
  );
  expect(await look(ctx, records)).toBeGreaterThan(0);
  expect(await sweepOf(ctx, [feedbackOf(records)], now)).toEqual({ checked: 2, restated: 1, late: 0 });
  expect(await look(ctx, records)).toBe(0);
  const { series } = await read(ctx, { name: 'volume', from: '2026-10-01', to: '2026-11-30', grain: 'month' });
  expect(series.map(({ n }) => n)).toEqual([0, 2]);
});

test('the hourly sweep looks at what changed lately and at nothing else', async () => {
  const ctx = aContext({ now });
  const records = [aRecord(1, { updatedAt: '2026-11-21T09:00:00.000Z' }), aRecord(2)];
  await sweepOf(ctx, [feedbackOf([])], now);
  expect(await sweepOf(ctx, [feedbackOf(records)], new Date('2026-11-21T10:00:00.000Z'))).toEqual({
    checked: 1,
    restated: 1,
    late: 0,
  });
});

test('where records contribute what they did not before, the next sweep counts all of them anew, once', async () => {
  const ctx = aContext({ now });
  const old = aRecord(1, { occurredAt: '2026-03-02T12:00:00.000Z', updatedAt: '2026-03-02T12:00:00.000Z' });
  const before = { ...old, snapshot: undefined };
  await count(ctx, [before]);
  // As a release that counted less has left it: the same revision, and days of the same zone.
  const key = { pk: `${companyPrefix(ctx.companyId)}m#state`, sk: 'counted-by' };
  const Item = { ...key, timeZone: 'UTC', dayBoundary: '00:00' };
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item }));
  const kinds = [feedbackOf([{ ...old, snapshot: { channel: 'chat' } }])];
  expect(await sweepOf(ctx, kinds, now)).toEqual({ checked: 1, restated: 1, late: 0 });
  const march = { from: '2026-03-01', to: '2026-03-31' };
  const { total } = await read(ctx, { name: 'nps', ...march, by: 'channel', key: 'chat', grain: 'total' });
  expect(total.n).toBe(1);
  expect(await sweepOf(ctx, kinds, now)).toEqual({ checked: 0, restated: 0, late: 0 });
});

test('the hourly sweep reads at half the price, the whole one strongly consistent', async () => {
  const ctx = aContext({ now });
  const asked: unknown[] = [];
  const kind = feedbackOf([aRecord(1)]);
  const source = kind.source(ctx);
  const noted = { ...source, walk: (month: string, options?: object) => (asked.push(options), source.walk(month)) };
  const noting = { ...kind, source: () => noted };
  await sweep(ctx, noting, { changedSince: now });
  await sweep(ctx, noting);
  expect(asked).toEqual([{ consistent: false }, { consistent: true }]);
});

test('a sweep and a stream reader at the same time count everything once', async () => {
  const ctx = aContext({ now });
  const records = Array.from({ length: 40 }, (_, index) => aRecord(index));
  await Promise.all([
    sweep(ctx, feedbackOf(records)),
    count(ctx, records),
    sweep(ctx, feedbackOf(records)),
    count(ctx, records.toReversed()),
  ]);
  expect(await look(ctx, records)).toBe(0);
});

test('a number that no record stands behind is drift', async () => {
  const ctx = aContext({ now });
  const records = [aRecord(1)];
  await count(ctx, records);
  expect(await look(ctx, records)).toBe(0);
  await count(ctx, [aRecord(2)]);
  expect(await look(ctx, records)).toBeGreaterThan(0);
});

test('a reconcile that has no time left says so instead of giving half an answer', async () => {
  const ctx = aContext({ now });
  await expect(look(ctx, [aRecord(1)], 0)).rejects.toMatchObject({ code: 'unavailable' });
});

import { DeleteCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import { aContext } from '../testing/context.ts';
import { COMPANY_KEY } from './counted-kind.ts';
import { countingSettings } from './counting-settings.ts';
import { compare, reconcileAll } from './reconcile.ts';
import { countedFeedback } from './feedback.counted.ts';
import { repair } from './repair.ts';
import { rowKey } from './rollup.keys.ts';
import { readRows } from './rows.ts';
import { count, nps } from './testing/changes.ts';
import { feedbackOf, type Swept } from './testing/memory-source.ts';

const now = new Date('2026-11-21T12:00:00.000Z');
const november = { from: '2026-11-01', to: '2026-11-30' };
const records = Array.from({ length: 4 }, (_, index): Swept => ({
  ...nps(index, index * 3),
  updatedAt: '2026-11-21T11:00:00.000Z',
}));
const dayRow = (ctx: Context) =>
  rowKey(ctx.companyId, { dimension: 'company', grain: 'day', period: '2026-11-21', key: COMPANY_KEY });

/** A short deadline, because drift is looked at several times while there is time. */
const hurried = (ctx: Context): Context => ({ ...ctx, deadline: new Date(Date.now() + 15_000) });
const drift = async (ctx: Context, of: readonly Swept[]): Promise<number> =>
  (await compare(hurried(ctx), feedbackOf(of), await countingSettings(ctx), november)).drift;

async function damage(ctx: Context): Promise<void> {
  const Update = {
    TableName: tableName(),
    Key: dayRow(ctx),
    UpdateExpression: 'ADD v :five',
    ExpressionAttributeValues: { ':five': 5 },
  };
  await ctx.db.send(new TransactWriteCommand({ TransactItems: [{ Update }] }));
}

test('a counter changed by hand is set right by the nightly reconcile, and the next one finds 0', async () => {
  const ctx = aContext({ now });
  await count(ctx, records);
  await damage(ctx);
  expect(await reconcileAll(hurried(ctx), [feedbackOf(records)])).toMatchObject({ drift: 1, restated: 0, repaired: 1 });
  expect(await reconcileAll(hurried(ctx), [feedbackOf(records)])).toMatchObject({ drift: 0, repaired: 0 });
});

test('a row that is gone comes back, and one that nothing stands behind is emptied', async () => {
  const ctx = aContext({ now });
  await count(ctx, records);
  await ctx.db.send(new DeleteCommand({ TableName: tableName(), Key: dayRow(ctx) }));
  const key = rowKey(ctx.companyId, { dimension: 'theme', grain: 'month', period: '2026-11', key: 'nobody’s' });
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: { ...key, v: 7 } }));
  expect(await drift(ctx, records)).toBeGreaterThan(1);
  await reconcileAll(hurried(ctx), [feedbackOf(records)]);
  expect(await drift(ctx, records)).toBe(0);
});

test('a key too long for a sort key is compared and repaired like any other, and keeps its true name', async () => {
  const ctx = aContext({ now });
  const long = records.map((record) => ({ ...record, category: '評'.repeat(100), subcategory: '価'.repeat(100) }));
  await count(ctx, long);
  expect(await drift(ctx, long)).toBe(0);
  const name = `${'評'.repeat(100)}/${'価'.repeat(100)}`;
  for (const [grain, period] of [
    ['day', '2026-11-21'],
    ['month', '2026-11'],
  ] as const) {
    const key = rowKey(ctx.companyId, { dimension: 'subcategory', grain, period, key: name });
    await ctx.db.send(new DeleteCommand({ TableName: tableName(), Key: key }));
  }
  expect(await drift(ctx, long)).toBeGreaterThan(0);
  await reconcileAll(hurried(ctx), [feedbackOf(long)]);
  expect(await drift(ctx, long)).toBe(0);
  for (const whole of [true, false]) {
    const rows = await readRows(ctx, 'subcategory', november, { whole });
    expect(rows.map(({ key }) => key)).toEqual([name]);
  }
});

test.each([
  ['between the rows and the ledger', QueryCommand, 'led#'],
  ['between the ledger and the repair', UpdateCommand, 'm#company#d'],
])('a change that is counted %s is not lost', async (_, Command, partition) => {
  const ctx = aContext({ now });
  await count(ctx, records);
  await damage(ctx);
  const late = { ...records[0], feedbackId: 'fb_90', ledgerPage: 'fb_90' } as Swept;
  let folded = false;
  const send = async (command: { input: unknown }) => {
    if (!folded && command instanceof Command && JSON.stringify(command.input).includes(partition)) {
      folded = true;
      await count(ctx, [late]);
    }
    return (ctx.db.send as (sent: unknown) => unknown)(command);
  };
  await repair({ ...ctx, db: { send: send as never } }, countedFeedback, ['2026-11'], november);
  expect(folded).toBe(true);
  expect(await drift(ctx, [...records, late])).toBe(0);
});

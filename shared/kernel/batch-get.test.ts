import { BatchGetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { aContext } from '../testing/context.ts';
import { batchGet } from './batch-get.ts';
import type { Context } from './context.ts';
import { companyPrefix, tableName } from './table.ts';

const keysOf = (ctx: Context, count: number) =>
  Array.from({ length: count }, (_, index) => ({ pk: `${companyPrefix(ctx.companyId)}x`, sk: `row-${index}` }));

/** A table that answers only the first so many keys of every call. */
function answeringOnly(ctx: Context, most: number): { ctx: Context; sizes: number[] } {
  const sizes: number[] = [];
  const send = async (command: BatchGetCommand) => {
    const { Keys = [], ...how } = command.input.RequestItems?.[tableName()] ?? {};
    sizes.push(Keys.length);
    const UnprocessedKeys = { [tableName()]: { ...how, Keys: Keys.slice(most) } };
    if (most === 0) return { UnprocessedKeys };
    const asked = new BatchGetCommand({ RequestItems: { [tableName()]: { ...how, Keys: Keys.slice(0, most) } } });
    return { ...(await ctx.db.send(asked)), UnprocessedKeys };
  };
  return { ctx: { ...ctx, db: { send: send as never } }, sizes };
}

test('any number of keys is read, and of what is left unanswered only the remainder again', async () => {
  const ctx = aContext();
  const keys = keysOf(ctx, 130);
  for (const key of keys.slice(5)) await ctx.db.send(new PutCommand({ TableName: tableName(), Item: key }));
  const partly = answeringOnly(ctx, 40);
  expect(new Set((await batchGet(partly.ctx, keys, { ConsistentRead: true })).map(({ sk }) => sk))).toEqual(
    new Set(keys.slice(5).map(({ sk }) => sk)),
  );
  expect(partly.sizes.toSorted((a, b) => b - a)).toEqual([100, 60, 30, 20]);
});

test('a key that is named twice is read once', async () => {
  const ctx = aContext();
  const [key] = keysOf(ctx, 1);
  if (!key) throw new Error('no key');
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: key }));
  expect(await batchGet(ctx, [key, { ...key }])).toEqual([key]);
});

test('a table that answers nothing is given up as a throttle', async () => {
  const ctx = aContext();
  const silent = answeringOnly(ctx, 0);
  await expect(batchGet(silent.ctx, keysOf(ctx, 3))).rejects.toMatchObject({ name: 'ThrottlingException' });
  expect(silent.sizes).toHaveLength(8);
});

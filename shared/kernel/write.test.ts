import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, test } from 'vitest';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { findReply, idempotencyOf } from './idempotency.ts';
import { companyPrefix, tableName } from './table.ts';
import { commit, ConditionFailed, IdempotencyRace } from './write.ts';

const TableName = tableName();
const put = (companyId: string, sk: string) => ({
  Put: { TableName, Item: { pk: `${companyPrefix(companyId)}w`, sk }, ConditionExpression: 'attribute_not_exists(pk)' },
});
const exists = async (ctx: ReturnType<typeof aContext>, sk: string) =>
  (await ctx.db.send(new GetCommand({ TableName, Key: { pk: `${companyPrefix(ctx.companyId)}w`, sk } }))).Item !==
  undefined;

let stop = () => {};
afterEach(() => stop());

describe('commit', () => {
  test('names the write whose condition failed, and writes nothing', async () => {
    const ctx = aContext();
    await commit(ctx, [put(ctx.companyId, 'a')]);
    const again = commit(ctx, [put(ctx.companyId, 'b'), put(ctx.companyId, 'a')]);
    await expect(again).rejects.toThrow(ConditionFailed);
    await expect(again).rejects.toMatchObject({ index: 1 });
    expect(await exists(ctx, 'b')).toBe(false);
  });

  test('keeps the reply of an Idempotency-Key with the change, so that a lost answer can be given again', async () => {
    const ctx = aContext();
    ctx.idempotency = idempotencyOf(ctx, 'POST /x', 'key-1', {});
    stop = playFault('commitThenThrow', (name) => name === 'TransactWriteItemsCommand');
    await expect(commit(ctx, [put(ctx.companyId, 'a')], { status: 201, body: { id: 'a' } })).rejects.toThrow(
      'injected',
    );
    stop();
    expect(await exists(ctx, 'a')).toBe(true);
    expect(await findReply(ctx.db, ctx.idempotency, ctx.now)).toEqual({ status: 201, body: { id: 'a' } });
  });

  test('lets one of two requests with the same key win', async () => {
    const ctx = aContext();
    ctx.idempotency = idempotencyOf(ctx, 'POST /x', 'key-1', {});
    await commit(ctx, [put(ctx.companyId, 'a')], { status: 201, body: 1 });
    await expect(commit(ctx, [put(ctx.companyId, 'b')], { status: 201, body: 2 })).rejects.toThrow(IdempotencyRace);
    expect(await exists(ctx, 'b')).toBe(false);
  });

  test('a key is free again after 24 hours', async () => {
    const ctx = aContext();
    ctx.idempotency = idempotencyOf(ctx, 'POST /x', 'key-1', {});
    await commit(ctx, [put(ctx.companyId, 'a')], { status: 201, body: 1 });
    const later = new Date(ctx.now.getTime() + 25 * 3_600_000);
    expect(await findReply(ctx.db, ctx.idempotency, later)).toBeUndefined();
    await commit({ ...ctx, now: later }, [put(ctx.companyId, 'b')], { status: 201, body: 2 });
    expect(await exists(ctx, 'b')).toBe(true);
  });

  test('adds once to a counter, also when the SDK repeats the write because its reply was lost', async () => {
    const ctx = aContext();
    const Key = { pk: `${companyPrefix(ctx.companyId)}w`, sk: 'counter' };
    let calls = 0;
    stop = playFault('commitThenThrow', () => ++calls === 1);
    const Update = { TableName, Key, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': 1 } };
    await commit(ctx, [{ Update }]);
    expect(calls).toBe(2);
    expect((await ctx.db.send(new GetCommand({ TableName, Key }))).Item).toMatchObject({ n: 1 });
  });
});

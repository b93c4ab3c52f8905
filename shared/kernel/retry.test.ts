import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { unexpected } from '../http/failure.ts';
import { Problem } from '../http/problem.ts';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { retryOnConflict, sendAll, sendThroughConflicts, whenAdmitted } from './retry.ts';
import { companyPrefix, tableName } from './table.ts';
import { commit, ConditionFailed, IdempotencyRace } from './write.ts';

let stop = () => {};
afterEach(() => {
  stop();
  vi.restoreAllMocks();
});

/** Pauses are random between nothing and a limit. */
const withoutPauses = () => vi.spyOn(Math, 'random').mockReturnValue(0);

test('work that lost a race is done again, all of it, until it commits', async () => {
  let tries = 0;
  const result = await retryOnConflict({}, async () => {
    if (++tries < 4) throw new ConditionFailed(0);
    return tries;
  });
  expect(result).toBe(4);
});

test.each(['TransactWriteItemsCommand', 'PutItemCommand'])(
  'a transaction at work on the same item (%s) is a lost race, too',
  async (command) => {
    const ctx = aContext();
    let calls = 0;
    stop = playFault('conflict', (name) => name === command && ++calls < 3);
    const put = (sk: string) => ({
      Put: { TableName: tableName(), Item: { pk: `${companyPrefix(ctx.companyId)}r`, sk } },
    });
    const items = command === 'PutItemCommand' ? [put('a')] : [put('a'), put('b')];
    await retryOnConflict(ctx, () => commit(ctx, items));
    expect(calls).toBe(3);
  },
);

test('a write that only met another transaction is sent again as it is; one whose condition failed is not', async () => {
  withoutPauses();
  const ctx = aContext();
  const put = (sk: string) => ({
    Put: {
      TableName: tableName(),
      Item: { pk: `${companyPrefix(ctx.companyId)}r`, sk },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });
  let calls = 0;
  stop = playFault('conflict', (name) => name === 'TransactWriteItemsCommand' && ++calls < 3);
  await sendThroughConflicts(ctx, () => commit(ctx, [put('a'), put('b')]));
  expect(calls).toBe(3);
  await expect(sendThroughConflicts(ctx, () => commit(ctx, [put('b'), put('c')]))).rejects.toThrow(ConditionFailed);
  expect(calls).toBe(4);
});

test('who loses every race gets 503 and the time to come again, never a success', async () => {
  withoutPauses();
  let tries = 0;
  const lost = retryOnConflict({}, async () => {
    tries++;
    throw new ConditionFailed(0);
  });
  await expect(lost).rejects.toMatchObject({ code: 'unavailable', status: 503, headers: { 'retry-after': '1' } });
  expect(tries).toBeGreaterThan(8);
});

test('nobody goes on trying after the deadline of the request', async () => {
  const started = Date.now();
  const deadline = new Date(started + 60);
  await expect(
    retryOnConflict({ deadline }, async () => {
      throw new ConditionFailed(0);
    }),
  ).rejects.toMatchObject({ code: 'unavailable' });
  expect(Date.now()).toBeLessThanOrEqual(started + 1_000);
});

test('any other failure ends the work at once', async () => {
  let tries = 0;
  const failed = retryOnConflict({}, async () => {
    tries++;
    throw new TypeError('a defect');
  });
  await expect(failed).rejects.toThrow('a defect');
  expect(tries).toBe(1);
});

test.each([new ConditionFailed(0), new IdempotencyRace('used')])(
  'a lost race that nobody looked after is 503 with Retry-After and not our defect: $name',
  (error) => {
    expect(unexpected(error)).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
  },
);

test('of a batch that is taken in part, only the remainder is sent again', async () => {
  const sent: number[][] = [];
  await sendAll('the queue', [1, 2, 3, 4, 5], async (open) => {
    sent.push([...open]);
    return open.slice(2);
  });
  expect(sent).toEqual([[1, 2, 3, 4, 5], [3, 4, 5], [5]]);
});

test('a batch that is refused again and again counts as a throttle, so that the caller may come again', async () => {
  withoutPauses();
  const refused = await sendAll('the queue', [1, 2], async (open) => open).catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'ThrottlingException', message: 'the queue refused 2 of 2' });
  expect(unexpected(refused)).toMatchObject({ status: 503 });
});

test('the table itself ends a race: of 20 at once on one row, each adds once', async () => {
  const ctx = aContext();
  const Key = { pk: `${companyPrefix(ctx.companyId)}r`, sk: 'counter' };
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: { ...Key, n: 0 } }));
  const read = async () =>
    Number((await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }))).Item?.['n']);
  const add = () =>
    retryOnConflict(ctx, async () => {
      const n = await read();
      const Put = {
        TableName: tableName(),
        Item: { ...Key, n: n + 1 },
        ConditionExpression: 'n = :n',
        ExpressionAttributeValues: { ':n': n },
      };
      await commit(ctx, [{ Put }]);
    });
  await Promise.all(Array.from({ length: 20 }, add));
  expect(await read()).toBe(20);
});

test('work that is told to come again waits as long as it is told, and not longer than it has', async () => {
  const told = (seconds: string) =>
    new Problem('too-many-requests', 'Too many.', { headers: { 'retry-after': seconds } });
  let calls = 0;
  const second = async () => {
    if (++calls === 1) throw told('0.05');
  };
  const started = performance.now();
  expect(await whenAdmitted(second, Date.now() + 10_000)).toBe(true);
  expect(calls).toBe(2);
  expect(performance.now() - started).toBeGreaterThan(40);
  expect(await whenAdmitted(() => Promise.reject(told('60')), Date.now() + 50)).toBe(false);
  await expect(whenAdmitted(() => Promise.reject(new Error('broken')), Date.now() + 50)).rejects.toThrow('broken');
});

import { expect, test } from 'vitest';
import { aContext } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { type Allowance, type Rate, takeTurns } from './allowance.ts';
import type { Context } from './context.ts';
import { companyPrefix } from './table.ts';

const rateOf = (perSecond: number) => () => ({ perSecond, since: 0 });
const rate: Allowance = { rate: rateOf(100), aheadMs: 1_000, longestMs: 10_000 };
const take = (ctx: Context, turns: number, allowance = rate) =>
  takeTurns(ctx, { pk: `${companyPrefix(ctx.companyId)}test`, sk: 'allowance' }, turns, allowance);
const after = (ctx: Context, seconds: number): Context => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + seconds * 1_000),
});
const retryAfter = (seconds: number) => ({
  code: 'too-many-requests',
  status: 429,
  headers: { 'retry-after': String(seconds) },
});

test('turns are given at the rate, and whoever is too far ahead of it is refused and told when to come again', async () => {
  const ctx = aContext();
  await take(ctx, 100);
  await take(ctx, 300);
  await expect(take(ctx, 1)).rejects.toMatchObject(retryAfter(3));
  await expect(take(after(ctx, 2.5), 1)).rejects.toMatchObject(retryAfter(1));
  await take(after(ctx, 3), 1);
});

test('a refusal takes nothing: the wait does not grow', async () => {
  const ctx = aContext();
  await take(ctx, 400);
  for (let time = 0; time < 5; time++) await expect(take(ctx, 400)).rejects.toMatchObject(retryAfter(3));
});

test('what was not used is not saved up', async () => {
  const ctx = aContext();
  await take(ctx, 100);
  await take(after(ctx, 3_600), 400);
  await expect(take(after(ctx, 3_600), 1)).rejects.toMatchObject(retryAfter(3));
});

test('a large request passes at a slow rate, and the wait after it has an end', async () => {
  const ctx = aContext();
  const slow = { ...rate, rate: rateOf(0.001) };
  await take(ctx, 500, slow);
  await expect(take(ctx, 500, slow)).rejects.toMatchObject(retryAfter(10));
  await take(after(ctx, 10), 500, slow);
});

test('the rate is kept with the turns, and begins anew after an hour without any', async () => {
  const ctx = aContext();
  const seen: (Rate | undefined)[] = [];
  const growing: Allowance = {
    ...rate,
    rate: (before, now) => {
      seen.push(before);
      return { perSecond: (before?.perSecond ?? 100) + 10, since: now };
    },
  };
  await take(ctx, 1, growing);
  await take(after(ctx, 10), 1, growing);
  await take(after(ctx, 3_700), 1, growing);
  expect(seen).toEqual([undefined, { perSecond: 110, since: ctx.now.getTime() }, undefined]);
});

test('many callers at once get no more turns than there are, and each company has its own', async () => {
  const ctx = aContext();
  const tries = await Promise.allSettled(Array.from({ length: 12 }, () => take(ctx, 50)));
  // 50 turns are half a second: those that end within the second ahead, and one more that begins there.
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  await take(aContext(), 50);
});

test('a write whose reply is lost takes its turns once', async () => {
  const ctx = aContext();
  let writes = 0;
  const stop = playFault('commitThenThrow', (command) => command === 'PutItemCommand' && ++writes % 2 === 1);
  await take(ctx, 100).finally(stop);
  expect(writes).toBe(2);
  await take(ctx, 100);
  await expect(take(ctx, 1)).rejects.toMatchObject(retryAfter(1));
});

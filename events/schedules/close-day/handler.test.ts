import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { putSettings } from '../../../shared/company/put-settings.ts';
import { PutSettings } from '../../../shared/company/settings.schema.ts';
import { again } from '../../../shared/feedback/testing/given.ts';
import { closeGoals } from '../../../shared/goal/close.ts';
import { goalEvents } from '../../../shared/goal/goal.events.ts';
import { CreateGoal, type Goal } from '../../../shared/goal/goal.schema.ts';
import { create, get, progress } from '../../../shared/goal/goal.ts';
import { goals } from '../../../shared/goal/goal.store.ts';
import { baseClient, tableName } from '../../../shared/kernel/table.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { count, nps } from '../../../shared/metrics/testing/changes.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { aLambdaContext } from '../../../shared/testing/http-event.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

// The schedule visits every company there is.
beforeAll(() => ownTable());
afterEach(() => void vi.useRealTimers());

const at = (ctx: Context, instant: string): Context => ({ ...again(ctx), now: new Date(instant) });
const BEGUN = '2026-11-01T09:00:00.000Z';

/** A goal of November for the Net Promoter Score, set on its first day. */
const aGoal = (ctx: Context, more: object = {}): Promise<Goal> =>
  create(at(ctx, BEGUN), {
    body: CreateGoal.parse({ metric: 'nps', target: 0, minN: 10, from: '2026-11-01', to: '2026-11-30', ...more }),
  });
/** Answers of one day: promoters, then detractors. */
const answered = (ctx: Context, promoters: number, detractors: number): Promise<void> =>
  count(
    ctx,
    Array.from({ length: promoters + detractors }, (_, index) => nps(index, index < promoters ? 10 : 0)),
  );

test.each([
  ['reached', 90, 10, {}, 'GoalReached'],
  ['close', 55, 45, {}, 'GoalMissed'],
  ['missed', 45, 55, {}, 'GoalMissed'],
  ['too_few', 9, 0, {}, 'GoalMissed'],
])('a goal whose days are over is %s, once, and that is told', async (result, promoters, detractors, more, event) => {
  const ctx = aContext();
  const { goalId } = await aGoal(ctx, more);
  await answered(ctx, promoters, detractors);
  const { items } = await watchTable(async () => {
    for (const now of ['2026-12-01T00:09:59.000Z', '2026-12-01T00:10:00.000Z', '2026-12-01T00:10:00.000Z'])
      await Promise.all([1, 2].map(() => closeGoals(at(ctx, now))));
    expect(await closeGoals(at(ctx, '2026-12-01T00:25:00.000Z'))).toEqual({ ended: 0 });
  });
  const goal = await get(again(ctx), { goalId });
  expect(goal).toMatchObject({ state: 'ended', result, endedAt: '2026-12-01T00:10:00.000Z', version: 2 });
  const [image] = items.filter(({ sk, version }) => sk === goalId && version === 2);
  const told = goalEvents.eventsOf({ before: { revision: 1 }, after: image as object });
  expect(told).toMatchObject([{ type: event, detail: { goalId, result, metric: 'nps', target: 0 } }]);
});

test('the days of a company are those of its clocks', async () => {
  const ctx = aContext();
  await putSettings(at(ctx, BEGUN), PutSettings.parse({ timeZone: 'America/New_York', dayBoundary: '04:00' }));
  await aGoal(ctx);
  expect(await closeGoals(at(ctx, '2026-12-01T09:09:00.000Z'))).toEqual({ ended: 0 });
  expect(await closeGoals(at(ctx, '2026-12-01T09:10:00.000Z'))).toEqual({ ended: 1 });
});

test('a goal that still runs stays open, and a proposal that nobody accepted ends without a result', async () => {
  const ctx = aContext();
  const agent = { ...ctx, actor: aContext({ role: 'agent', userId: 'ann' }).actor };
  const proposal = await aGoal(agent, { scope: 'agent', key: 'ann' });
  const later = await aGoal(ctx, { to: '2026-12-01' });
  expect(await closeGoals(at(ctx, '2026-12-01T10:00:00.000Z'))).toEqual({ ended: 1 });
  const ended = await get(again(ctx), proposal);
  expect(ended).toMatchObject({ state: 'ended' });
  expect(ended).not.toHaveProperty('result');
  expect(await get(again(ctx), later)).toMatchObject({ state: 'open' });
});

test('how a goal stands comes from the counters, and what its place is taken by is free when it has ended', async () => {
  const ctx = aContext();
  const made = [await aGoal(ctx), await aGoal(ctx), await aGoal(ctx)];
  await expect(aGoal(ctx)).rejects.toMatchObject({ code: 'conflict' });
  await answered(ctx, 30, 10);
  const shown = await progress(at(ctx, '2026-11-21T12:00:00.000Z'), { goalId: made[0]?.goalId as Goal['goalId'] });
  expect(shown).toMatchObject({
    figure: { metric: 'nps', value: 50, n: 40, scope: { from: '2026-11-01', to: '2026-11-21' } },
    target: 0,
    status: 'on_course',
    gap: 50,
    // −50 · 40 over the 40 · 9 / 21 answers of nine days would be −116.7.
    needed: null,
  });
  await closeGoals(at(ctx, '2026-12-01T10:00:00.000Z'));
  await aGoal(ctx);
});

test('what goes wrong with one company is told, and keeps no goal of another open', async () => {
  const [broken, whole] = [aContext(), aContext()];
  const bad = await aGoal(broken);
  const good = await aGoal(whole);
  await baseClient().send(
    new UpdateCommand({
      TableName: tableName(),
      Key: goals.keyOf(broken, bad.goalId),
      UpdateExpression: 'SET metric = :none',
      ExpressionAttributeValues: { ':none': 'no_such_metric' },
    }),
  );
  vi.useFakeTimers({ now: Date.parse('2026-12-01T00:10:30.000Z'), toFake: ['Date'] });
  await expect(handler({}, aLambdaContext(600_000))).rejects.toThrow(/close-day failed for 1 of/);
  vi.useRealTimers();
  expect(await get(again(whole), good)).toMatchObject({ state: 'ended', result: 'too_few' });
  expect(await get(again(broken), bad)).toMatchObject({ state: 'open' });
});

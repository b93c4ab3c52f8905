import { beforeAll, expect, test } from 'vitest';
import { again } from '../feedback/testing/given.ts';
import { dispatch } from '../kernel/due.ts';
import type { Context } from '../kernel/context.ts';
import { systemDb } from '../kernel/table.ts';
import { aContext } from '../testing/context.ts';
import { ownTable } from '../testing/own-table.ts';
import { dueAlerts } from './alert.due.ts';
import { alerts } from './alert.store.ts';
import { fire, recover, type Step } from './firing.ts';
import { aBreach, aRule } from './testing/given.ts';

beforeAll(() => ownTable());

const later = (ctx: Context, ms: number): Date => new Date(ctx.now.getTime() + ms);
/** Two schedulers at once, as after an outage. */
async function runAt(now: Date): Promise<Step[]> {
  const told: Step[] = [];
  const tell = async (_: Context, step: Step): Promise<void> => void told.push(step);
  const parts = { systemDb: systemDb(), now: () => now, deadline: new Date(now.getTime() + 60_000) };
  await Promise.all([dispatch([dueAlerts(tell)], parts), dispatch([dueAlerts(tell)], parts)]);
  return told;
}

test('what was held back by a mute opens when that ends, and people are told once', async () => {
  const ctx = aContext();
  const mutedUntil = later(ctx, 600_000).toISOString();
  expect(await fire(again(ctx), aRule({ mutedUntil }), aBreach({ at: ctx.now.toISOString() }))).toEqual([]);
  expect(await runAt(later(ctx, 540_000))).toEqual([]);
  expect(await runAt(later(ctx, 1_800_000))).toMatchObject([{ step: 'opened', alert: { status: 'open' } }]);
  expect(await alerts.every(ctx)).toMatchObject([{ status: 'open', count: 1 }]);
  expect(await runAt(later(ctx, 1_900_000))).toEqual([]);
});

test('a storm that has calmed down is over, and the rule is free for another', async () => {
  const ctx = aContext();
  const at = ctx.now.toISOString();
  const rule = aRule({ stormAfter: 5 });
  for (let count = 0; count < 8; count++) await fire(again(ctx), rule, aBreach({ at }));
  const storms = async () => (await alerts.every(ctx)).filter(({ key }) => key === 'storm');
  expect(await storms()).toMatchObject([{ status: 'open', count: 3 }]);
  await runAt(later(ctx, 3_900_000));
  expect(await storms()).toMatchObject([{ status: 'auto_resolved', reason: 'storm_over', count: 3 }]);
  const next = later(ctx, 4_000_000).toISOString();
  for (let count = 0; count < 6; count++) await fire(again(ctx), rule, aBreach({ at: next }));
  expect(await storms()).toMatchObject([{ status: 'open', count: 1 }, { status: 'auto_resolved' }]);
});

test('what is found outside of the hours of its rule waits, and opens when they begin if it still stands', async () => {
  const ctx = aContext();
  const closedUntil = later(ctx, 3_600_000).toISOString();
  const [standing, over] = [aBreach({ at: ctx.now.toISOString() }), aBreach({ at: ctx.now.toISOString() })];
  for (const breach of [standing, over]) expect(await fire(again(ctx), aRule({ closedUntil }), breach)).toEqual([]);
  const held = { status: 'suppressed', suppressedBy: 'hours', suppressedUntil: closedUntil };
  expect(await alerts.every(ctx)).toMatchObject([held, held]);
  await recover(again(ctx), { feedbackId: over.feedbackId, at: ctx.now.toISOString() }, () => false);
  expect(await runAt(later(ctx, 3_540_000))).toEqual([]);
  expect(await runAt(later(ctx, 3_600_000))).toMatchObject([{ step: 'opened', alert: { key: standing.key } }]);
});

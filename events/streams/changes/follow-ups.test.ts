import { expect, test } from 'vitest';
import { countedKinds } from '../../../shared/counted-kinds.ts';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { assign, close, contact, followUpIdOf, reopen } from '../../../shared/follow-up/follow-up.ts';
import { open } from '../../../shared/follow-up/opening.ts';
import { acknowledge, resolve } from '../../../shared/alert/alert.ts';
import { givenAlert } from '../../../shared/alert/testing/given.ts';
import { asksAgain, later, recovered } from '../../../shared/follow-up/testing/resurvey.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { read } from '../../../shared/metrics/metrics.ts';
import { reconcileAll } from '../../../shared/metrics/reconcile.ts';
import { knows } from '../../../shared/people/testing/given.ts';
import { decide } from '../../../shared/triage/decide.ts';
import { useBus } from '../../../shared/testing/bus.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { handler } from './handler.ts';
import { changesOf } from './testing/changes-of.ts';

useBus();
const queues = useQueues();

const resolved = {
  status: 'resolved',
  rootCause: { code: 'policy' },
  action: { code: 'explained' },
  customerInformed: true,
} as const;

/** A follow-up that is opened again as often as it can be, and an alert that somebody resolved. */
async function aLife(ctx: Context, times: number): Promise<void> {
  const { feedbackId } = await given(ctx);
  const one = { followUpId: followUpIdOf(feedbackId) };
  await knows(ctx, 'owner-0', 'owner-1');
  await open(ctx, { feedbackId, body: { urgency: 'low' } });
  for (let cycle = 1; cycle <= times; cycle++) {
    await assign(ctx, { ...one, body: { ownerId: `owner-${cycle % 2}` } });
    await contact(ctx, { ...one, body: { channel: 'phone', outcome: 'no_answer' } });
    await close(ctx, { ...one, body: resolved });
    if (cycle < times) await reopen(ctx, { ...one, body: { reason: 'again' } });
  }
  await decide(again(ctx), { feedbackId, body: { status: 'planned', route: 'roadmap' } });
  const { alertId } = await givenAlert(ctx);
  await acknowledge(ctx, { alertId });
  await resolve(ctx, { alertId, body: { resolution: 'useful' } });
}

test('the lives of a follow-up, an alert and a triage item, delivered twice, late and in any order, are counted once', async () => {
  const ctx = aContext();
  const changes = await changesOf(() => aLife(ctx, 3));
  for (const batch of [changes.slice(4), changes.toReversed(), changes, changes.slice(1, 5)])
    expect(await handler({ Records: batch })).toEqual({ batchItemFailures: [] });
  const numberOf = async (
    name: 'follow_up_opened' | 'follow_up_closed' | 'follow_up_reopened' | 'alert_useful_share' | 'triage_decided',
  ) => (await read(ctx, { name, grain: 'total' })).total;
  expect(await numberOf('follow_up_opened')).toMatchObject({ n: 3, breakdown: { first: 1, again: 2 } });
  expect(await numberOf('follow_up_closed')).toMatchObject({ n: 3, breakdown: { resolved: 3, no_action: 0 } });
  expect(await numberOf('follow_up_reopened')).toMatchObject({ n: 2 });
  expect(await numberOf('alert_useful_share')).toMatchObject({ value: 1, n: 1 });
  expect(await numberOf('triage_decided')).toMatchObject({ value: 1 });
  expect(await reconcileAll(ctx, countedKinds)).toMatchObject({ drift: 0, checked: 4 });
}, 60_000);

test('a follow-up whose customer is asked again, delivered twice, late and in any order, is counted once', async () => {
  const ctx = aContext();
  await asksAgain(ctx);
  const changes = await changesOf(async () => {
    for (const now of [1, 5]) await recovered(ctx, { first: 2, now });
  });
  for (const batch of [changes.slice(6), changes.toReversed(), changes, changes.slice(2, 9)])
    expect(await handler({ Records: batch })).toEqual({ batchItemFailures: [] });
  const end = later(ctx, 72);
  expect((await read(end, { name: 'follow_up_recovery_rate', grain: 'total' })).total).toMatchObject({
    value: 0.5,
    n: 2,
    breakdown: { asked: 2, answered: 2, recovered: 1, improved: 1 },
  });
  expect((await read(end, { name: 'follow_up_reopened', grain: 'total' })).total).toMatchObject({ n: 1 });
  expect(await reconcileAll(end, countedKinds)).toMatchObject({ drift: 0 });
}, 60_000);

test('a follow-up that nobody can read is quarantined; the others of its batch are counted', async () => {
  const [ctx, other] = [aContext(), aContext()];
  const [broken, sound] = [await changesOf(() => aLife(other, 1)), await changesOf(() => aLife(ctx, 1))];
  for (const { dynamodb } of broken)
    if (dynamodb?.NewImage?.['__edb_e__']?.S === 'followUp') dynamodb.NewImage['cycles'] = { S: 'none' };
  expect(await handler({ Records: [...broken, ...sound] })).toEqual({ batchItemFailures: [] });
  expect((await read(ctx, { name: 'follow_up_closed', grain: 'total' })).total).toMatchObject({ n: 1 });
  const aside = queues.sent('quarantine').map(({ body }) => JSON.parse(body) as object);
  expect(aside).toContainEqual(expect.objectContaining({ reader: 'changes', reason: 'cycles' }));
}, 60_000);

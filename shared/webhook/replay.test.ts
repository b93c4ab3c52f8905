import { beforeAll, expect, test } from 'vitest';
import { get as getJob } from '../job/job.ts';
import { work as workOn } from '../job/run.ts';
import { keep } from '../journal/journal.ts';
import { change } from '../kernel/change.ts';
import type { RecordEvent } from '../kernel/events.ts';
import { newId } from '../kernel/ids.ts';
import { useQueues } from '../testing/queues.ts';
import { replay } from './delivery.ts';
import { deliveries } from './delivery.store.ts';
import { replayMany } from './replay.ts';
import { webhookReplayFailed } from './replay-failed.ts';
import { webhookReplay } from './replay-range.ts';
import { aWorld, failure, ok } from './testing/world.ts';
import { ReplayDeliveries, type Webhook } from './webhook.schema.ts';

const queues = useQueues();
const MINUTE_MS = 60_000;
// An exception of the configuration is not looked up in the DNS.
beforeAll(() => void (process.env['WEBHOOK_ALLOWED'] = '127.0.0.1:9'));

const keepAt = (world: ReturnType<typeof aWorld>, event: { type: string; detail: RecordEvent; at: Date }) =>
  keep(world.context(), [event], event.at);

/** Events of the past that the journal holds and nobody was sent, a minute apart. */
async function past(world: ReturnType<typeof aWorld>, count: number, type = 'InitiativeChanged') {
  const now = world.context().now.getTime();
  const events = Array.from({ length: count }, (_, index) => {
    const at = new Date(now - (count - index) * MINUTE_MS);
    const detail = { eventId: `${newId('initiative', at)}:2`, at: at.toISOString(), companyId: world.companyId };
    return { type, detail: detail as unknown as RecordEvent, at };
  });
  for (const event of events) await keepAt(world, event);
  return events.map(({ detail }) => detail.eventId);
}

const lastHour = (world: ReturnType<typeof aWorld>, more: object = {}) => {
  const { now } = world.context();
  const from = new Date(now.getTime() - 60 * MINUTE_MS).toISOString();
  return ReplayDeliveries.parse({ from, to: now.toISOString(), ...more });
};

async function replayed(world: ReturnType<typeof aWorld>, { endpointId }: Webhook, body: ReplayDeliveries) {
  const { body: job } = await replayMany(world.context(), { endpointId, body });
  if (!('jobId' in job)) throw new Error('no job was started');
  const run = () =>
    workOn(world.context(), job.jobId, {
      now: () => world.context().now,
      definitions: [webhookReplay, webhookReplayFailed],
    });
  await run();
  return { jobId: job.jobId, run };
}

test('what happened in a stretch of time is sent again, also from before the webhook was made, at most ten a second', async () => {
  const world = aWorld(queues, () => ok);
  const ids = await past(world, 30);
  await past(world, 3, 'InitiativeDeleted');
  const endpoint = await world.endpoint({ events: ['InitiativeChanged'], maxPerSecond: 20 });
  expect(
    await replayMany(world.context(), { endpointId: endpoint.endpointId, body: lastHour(world, { dryRun: true }) }),
  ).toMatchObject({ status: 200, body: { count: 30 } });
  expect(world.requests).toEqual([]);
  const { jobId } = await replayed(world, endpoint, lastHour(world));
  expect(await getJob(world.context(), { jobId })).toMatchObject({ status: 'done', done: 30, skipped: 0 });
  await world.after(1);
  expect(world.requests.map(({ headers }) => headers['heed-replay'])).toEqual(ids.map(() => '1'));
  const sent = world.requests.map(({ body }) => JSON.parse(body).data.eventId);
  expect(new Set(sent)).toEqual(new Set(ids));
  const [first, last] = [world.requests[0], world.requests.at(-1)];
  expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2_900);
});

test('a live event is sent at once, however much is replayed', async () => {
  const world = aWorld(queues, () => ok);
  await past(world, 12);
  const endpoint = await world.endpoint({ events: ['initiative.*'], maxPerSecond: 4 });
  await replayed(world, endpoint, lastHour(world));
  await world.after(0.0005);
  const [live] = await world.happen();
  await world.after(1);
  const index = world.requests.findIndex(({ body }) => body.includes(String(live?.detail.eventId)));
  const happened = Date.parse(live?.detail.at ?? '');
  expect((world.requests[index]?.at ?? 0) - happened).toBeLessThanOrEqual(5_000);
  expect(world.requests).toHaveLength(13);
});

test('what was delivered is sent again under its id; what waits or was replayed by the same job is not', async () => {
  const world = aWorld(queues, () => ok);
  const endpoint = await world.endpoint();
  const events = await world.happen(2);
  for (const { type, detail } of events)
    await keepAt(world, { type, detail: detail as unknown as RecordEvent, at: new Date(detail.at) });
  await world.after(0.5);
  expect(world.requests).toHaveLength(2);
  const { jobId, run } = await replayed(world, endpoint, lastHour(world));
  await run();
  await world.after(0.7);
  expect(world.requests).toHaveLength(4);
  expect(new Set(world.requests.map(({ id }) => id)).size).toBe(2);
  expect(await getJob(world.context(), { jobId })).toMatchObject({ status: 'done', done: 2, skipped: 0 });
});

test('all that failed are sent again once under their ids, a tenth of a second apart; what fails meanwhile is not', async () => {
  const world = aWorld(queues, () => ok);
  const { endpointId } = await world.endpoint();
  const fail = async () => {
    for (const { deliveryId } of await world.deliveries(endpointId, { state: 'waiting' }))
      await change(world.context(), deliveries, deliveryId, 'send', (now) => ({ ...now, state: 'failed' as const }));
  };
  await world.happen(3);
  await fail();
  await world.after(0.01);
  const body = ReplayDeliveries.parse({ failed: true });
  const counted = await replayMany(world.context(), { endpointId, body: { ...body, dryRun: true } });
  expect(counted).toMatchObject({ status: 200, body: { count: 3 } });
  const started = await replayMany(world.context(), { endpointId, body });
  if (!('jobId' in started.body)) throw new Error('no job was started');
  const { jobId } = started.body;
  const upTo = world.context().now.toISOString();
  await world.after(0.02);
  await world.happen();
  await fail();
  // Twice and at once, as messages come, and a part again that was done and not noted.
  const definitions = [webhookReplayFailed];
  const run = () => workOn(world.context(), jobId, { now: () => world.context().now, definitions });
  await Promise.all([run(), run()]);
  await webhookReplayFailed.part(world.context(), { jobId }, { endpointId, upTo }, undefined);
  expect(await getJob(world.context(), { jobId })).toMatchObject({ status: 'done', total: 3, done: 3, skipped: 0 });
  await world.after(1);
  expect(world.requests.map(({ headers }) => headers['heed-replay'])).toEqual(['1', '1', '1']);
  expect(new Set(world.requests.map(({ id }) => id)).size).toBe(3);
  const [first, , third] = world.requests;
  expect((third?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(200);
  expect(await world.deliveries(endpointId, { state: 'failed' })).toHaveLength(1);
  // A worker that has lost the job does its part beside the next one: each is placed by one of them.
  await world.happen(2);
  await fail();
  const part = () =>
    webhookReplayFailed.part(
      world.context(),
      { jobId },
      { endpointId, upTo: world.context().now.toISOString() },
      undefined,
    );
  const placed = (await Promise.all([part(), part()])).map(({ done = 0, skipped = 0 }) => done - skipped);
  expect(placed.reduce((sum, count) => sum + count, 0)).toBe(3);
});

test('a second replay of one webhook while the first one runs, an unknown type, and one to a disabled webhook are refused', async () => {
  const world = aWorld(queues, () => failure(410, { gone: true }));
  const endpoint = await world.endpoint();
  const { endpointId } = endpoint;
  const body = lastHour(world);
  await replayMany(world.context(), { endpointId, body });
  await expect(replayMany(world.context(), { endpointId, body })).rejects.toMatchObject({ code: 'conflict' });
  const unknown = lastHour(world, { types: ['InitiativeChanged', 'NothingHappened'] });
  await expect(replayMany(world.context(), { endpointId, body: unknown })).rejects.toMatchObject({
    errors: [{ pointer: '#/types/1' }],
  });
  await world.happen();
  await world.after(1);
  const [one] = await world.deliveries(endpointId);
  await expect(
    replay(world.context(), { endpointId, deliveryId: one?.deliveryId ?? ('' as never) }),
  ).rejects.toMatchObject({ code: 'endpoint-disabled' });
  const failed = ReplayDeliveries.parse({ failed: true });
  for (const one of [body, failed, { ...failed, dryRun: true }])
    await expect(replayMany(world.context(), { endpointId, body: one })).rejects.toMatchObject({
      code: 'endpoint-disabled',
    });
});

test.each([
  [{}, 'must name either'],
  [{ failed: true, from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' }, 'must name either'],
  [{ from: '2026-11-01T00:00:00Z' }, 'must name either'],
  [{ from: '2026-11-02T00:00:00Z', to: '2026-11-01T00:00:00Z' }, 'must lie after from'],
  [{ from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' }, 'must lie at most 30 days after from'],
  [{ failed: true, types: ['InitiativeChanged'] }, 'must be left out'],
  [{ failed: true, types: [] }, 'Too small'],
])('a replay of %j is refused', (body, why) => {
  expect(() => ReplayDeliveries.parse(body)).toThrow(why);
});

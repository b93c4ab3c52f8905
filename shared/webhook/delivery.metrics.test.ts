import { beforeAll, describe, expect, test } from 'vitest';
import { countedKinds } from '../counted-kinds.ts';
import { deterministicId } from '../kernel/ids.ts';
import type { MetricName } from '../metrics/definitions.ts';
import { read, type ReadInput } from '../metrics/metrics.ts';
import { quantileSeconds } from '../metrics/latency.ts';
import { reconcileAll } from '../metrics/reconcile.ts';
import { applyChanges, tableStore } from '../metrics/rollup.ts';
import { sweep } from '../metrics/sweep.ts';
import { useQueues } from '../testing/queues.ts';
import { streamEventOf } from '../testing/stream-event.ts';
import { unitsOf } from '../testing/units.ts';
import { watchTable } from '../testing/watch-table.ts';
import { countedDeliveries } from './delivery.counted.ts';
import { replay } from './delivery.ts';
import { countersOf, type Ended } from './delivery-day.ts';
import { aWorld, failure, ok } from './testing/world.ts';

const queues = useQueues();
beforeAll(() => void (process.env['WEBHOOK_ALLOWED'] = '127.0.0.1:9'));

type World = ReturnType<typeof aWorld>;
const november = { from: '2026-11-01', to: '2026-11-30' };
const numberOf = async (world: World, name: MetricName, more: Partial<ReadInput> = {}) =>
  (await read(world.context(), { name, grain: 'total', ...november, ...more })).total;
const counted = async (world: World): Promise<void> => {
  for (const kind of countedKinds) await sweep(world.context(), kind);
};

describe('what came of deliveries', () => {
  test('is counted by endpoint, once, with how often the first request was enough and how long it took', async () => {
    let answer = ok;
    const world = aWorld(queues, () => answer);
    const [endpoint, other] = [await world.endpoint(), await world.endpoint({ events: ['alert.*'] })];
    const { endpointId } = endpoint;
    await world.happen(3);
    await world.after(0.1, [endpoint]);
    answer = failure(500);
    await world.happen(1);
    await world.after(0.1 + 2 / 3_600, [endpoint]);
    answer = ok;
    await world.after(1, [endpoint]);
    answer = failure(503, { retryAfterSeconds: 86_400 });
    await world.happen(1);
    await world.after(98, [endpoint]);
    const [lost] = await world.deliveries(endpointId, { state: 'failed' });
    answer = ok;
    await world.after(122, [endpoint]);
    await replay(world.context(), { endpointId, deliveryId: lost?.deliveryId as never });
    await world.after(123, [endpoint]);
    await counted(world);

    const share = await numberOf(world, 'webhook_success_share');
    expect(share).toMatchObject({ value: 0.8, n: 5, breakdown: { delivered: 4, failed: 1 }, excluded: { replay: 1 } });
    const first = await numberOf(world, 'webhook_first_try_share', { by: 'endpoint', key: endpointId });
    expect(first).toMatchObject({ value: 0.75, n: 4, breakdown: { first: 3, later: 1 } });
    const { value, n } = await numberOf(world, 'webhook_latency_p95');
    expect(n).toBe(4);
    // The one that was tried again after five seconds, with up to a tenth more.
    expect(value).toBeGreaterThanOrEqual(5);
    expect(value).toBeLessThan(8);
    const none = await numberOf(world, 'webhook_success_share', { by: 'endpoint', key: other.endpointId });
    expect(none).toMatchObject({ value: null, n: 0 });
    expect(await reconcileAll(world.context(), countedKinds)).toMatchObject({ drift: 0 });
  });

  test('costs one write for all that a sender has made in its run, and is the same however often the stream tells it', async () => {
    const world = aWorld(queues, () => ok);
    const { endpointId } = await world.endpoint({ maxPerSecond: 100 });
    await world.happen(20);
    const { items } = await watchTable(() => world.workOne(world.take()));
    expect(world.requests).toHaveLength(20);
    const rows = items.filter(({ pk }) => String(pk).endsWith('#whc'));
    expect(rows).toHaveLength(1);
    await world.happen(1);
    const { items: later } = await watchTable(() => world.after(1, [{ endpointId }]));
    const newer = later.filter(({ pk }) => String(pk).endsWith('#whc'));
    const { Records } = streamEventOf([...newer, ...rows, ...newer].map((after) => ({ after })));
    const changes = Records.flatMap((record) => countedDeliveries.changeOf(record) ?? []);
    const apply = (some: typeof changes) => applyChanges(tableStore(world.context(), countedDeliveries), some);
    const [{ units }] = await Promise.all([unitsOf(() => apply(changes.slice(0, 1))), apply(changes.slice(1))]);
    await apply(changes);
    // A page of the ledger, and the rows of company and endpoint for day and month.
    expect(units.write).toBeLessThanOrEqual(20);
    expect(await numberOf(world, 'webhook_success_share')).toMatchObject({ value: 1, n: 21 });
    await counted(world);
    expect(await reconcileAll(world.context(), countedKinds)).toMatchObject({ drift: 0 });
  });

  test('waits: as much as lies there now, of one endpoint or of all', async () => {
    const world = aWorld(queues, () => failure(500));
    const [one, other] = [await world.endpoint(), await world.endpoint()];
    await world.happen(3);
    const now = { from: undefined, to: undefined };
    expect(await numberOf(world, 'webhook_waiting', now)).toMatchObject({ value: 6 });
    expect(await numberOf(world, 'webhook_waiting', { ...now, by: 'endpoint', key: one.endpointId })).toMatchObject({
      value: 3,
    });
    expect(other.endpointId).not.toBe(one.endpointId);
    const stranger = { ...now, by: 'endpoint', key: 'wh_01jd3k5w8z9x7v6t5s4r3q2p1n' } as const;
    expect(await numberOf(world, 'webhook_waiting', stranger)).toMatchObject({ value: 0 });
  });
});

describe('what some ends add', () => {
  const happened = new Date('2026-11-01T10:00:00.000Z');
  const ended = (ms: number, more: Partial<Ended> = {}): Ended => ({
    deliveryId: deterministicId('delivery', happened, 'x'),
    state: 'delivered',
    at: new Date(happened.getTime() + ms),
    first: true,
    replay: false,
    ...more,
  });

  test.each<[string, Ended, object]>([
    ['a first try', ended(149), { delivered: 1, 'first-try': 1, 'latency:1': 1 }],
    ['a later one', ended(12_000, { first: false }), { delivered: 1, 'latency:120': 1 }],
    ['one before its event, by another clock', ended(-70), { delivered: 1, 'first-try': 1, 'latency:0': 1 }],
    ['one that was given up', ended(9, { state: 'failed' }), { failed: 1 }],
    ['a replay', ended(9, { replay: true }), { 'x:ended:replay': 1 }],
  ])('%s', (_, one, counters) => expect(countersOf([one])).toEqual(counters));

  test('of 100 times of 0.1 to 10 seconds, 95 last 9.5 seconds or less', () => {
    const all = Array.from({ length: 100 }, (_, index) => ended((index + 1) * 100));
    const reading = quantileSeconds('latency', 0.95)(countersOf(all));
    // Ranks 95 − 1.96·√(100·0.95·0.05) = 90.7 and 1 + 95 + 4.3 = 100.3, rounded.
    expect(reading).toMatchObject({ value: 9.5, n: 100, interval: { low: 9.1, high: 10 } });
    expect(quantileSeconds('latency', 0.95)({})).toMatchObject({ value: null, n: 0 });
  });
});

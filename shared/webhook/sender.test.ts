import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { change } from '../kernel/change.ts';
import { useQueues } from '../testing/queues.ts';
import { watchTable } from '../testing/watch-table.ts';
import { send } from '../webhook-sending/send.ts';
import { getInFull, replay } from './delivery.ts';
import type { Delivery } from './delivery.schema.ts';
import { deliveries } from './delivery.store.ts';
import { fanOut } from './fan-out.ts';
import { enable, pause } from './switching.ts';
import { aWorld, failure, ok } from './testing/world.ts';
import { edit, get, rotate, secretOf } from './webhook.ts';
import { webhookEvents } from './webhook.events.ts';

const queues = useQueues();
let server: ReturnType<typeof createServer>;
let origin = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    response.writeHead(request.url === '/late' ? 503 : 200, { 'set-cookie': 'sid=planted-word', server: 'test' });
    response.end('thanks for planted@example.com');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  process.env['WEBHOOK_ALLOWED'] = `127.0.0.1:9,127.0.0.1:${port},hooks.example.com:443`;
});
afterAll(() => server.close());

const fail = (world: ReturnType<typeof aWorld>, deliveryId: Delivery['deliveryId']) =>
  change(world.context(), deliveries, deliveryId, 'send', (now) => ({ ...now, state: 'failed' as const }));
const secretIn = async (world: ReturnType<typeof aWorld>, endpoint: unknown): Promise<string> =>
  (await secretOf(world.context(), endpoint)).secret ?? '';
/** Whether a request bears a signature of the secret, as the standard has receivers compute it. */
const isSignedBy = (secret: string, { body, headers }: { body: string; headers: Readonly<Record<string, string>> }) => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  return (headers['webhook-signature'] ?? '').split(' ').includes(expected);
};

describe('an event', () => {
  test('delivered twice on the bus, also at once, is one delivery and one signed request', async () => {
    const world = aWorld(queues, () => ok);
    const endpoint = await world.endpoint({ headers: { 'x-team': 'care' } });
    const [event] = await world.happen();
    if (!event) throw new Error('something happened');
    await Promise.all([fanOut(world.context(), [event]), fanOut(world.context(), [event, event])]);
    await world.after(1);
    await fanOut(world.context(), [event]);
    await world.after(2);
    const [request, ...others] = world.requests;
    expect(others).toEqual([]);
    if (!request) throw new Error('nothing was sent');
    expect(isSignedBy(await secretIn(world, endpoint), request)).toBe(true);
    expect(request.headers).toMatchObject({
      'x-team': 'care',
      'user-agent': 'Heed-Webhooks/1',
      'content-type': 'application/json',
      'webhook-id': expect.stringMatching(/^dl_/),
    });
    expect(JSON.parse(request.body)).toEqual({ type: event.type, timestamp: event.detail.at, data: event.detail });
    expect(await world.deliveries(endpoint.endpointId)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  test('is sent within seconds of it, with two messages', async () => {
    const world = aWorld(queues, () => ok);
    await world.endpoint();
    await world.happen();
    await world.after(1);
    expect(world.requests.map(({ at }) => at - Date.parse('2026-11-01T10:00:00.000Z'))).toEqual([0]);
    expect(world.mostMessages()).toBe(1);
  });

  test('goes to those who want it: by name, by noun and by fact, and nobody is told of itself', async () => {
    const world = aWorld(queues, () => ok);
    const urls = ['noun', 'name', 'fact', 'other-fact', 'all', 'other'].map((name) => `http://127.0.0.1:9/${name}`);
    const wanted = [
      { events: ['initiative.*'] },
      { events: ['InitiativeChanged'] },
      { events: ['*'], filter: { themes: 'queue' } },
      { events: ['*'], filter: { themes: 'price' } },
      { events: ['*'] },
      { events: ['FeedbackReceived'] },
    ];
    for (const [index, more] of wanted.entries()) await world.endpoint({ url: urls[index], ...more });
    await world.happen(1, { themes: ['queue', 'staff'] });
    await world.after(1);
    expect(new Set(world.requests.map(({ url }) => url.split('/').at(-1)))).toEqual(
      new Set(['all', 'fact', 'name', 'noun']),
    );
    expect(world.requests).toHaveLength(4);
    const self = await world.endpoint({ url: 'http://127.0.0.1:9/self', events: ['webhook.*'] });
    const told = { endpointId: self.endpointId, eventId: 'wh_1:2', at: self.createdAt };
    await world.after(2);
    await fanOut(world.context(), [{ type: 'WebhookFailing', detail: told }]);
    expect(await world.deliveries(self.endpointId)).toEqual([]);
  });

  test('an alert about a failing webhook is told to every endpoint but that one, also where a storm collects it', async () => {
    const world = aWorld(queues, () => ok);
    const [failing, other] = [await world.endpoint({ events: ['alert.*'] }), await world.endpoint({ events: ['*'] })];
    const { endpointId } = failing;
    const system = (of: string) => ({ kind: 'webhook_failing', facts: { endpointId: of } });
    const storm = { keys: [{ key: endpointId, count: 1 }], system: system('wh_01jd3k5w8z9x7v6t5s4r3q2p1n') };
    const events = [
      { type: 'AlertOpened', key: endpointId, subject: { feedbackIds: [], system: system(endpointId) } },
      { type: 'AlertRaised', key: 'storm', subject: { feedbackIds: [], ...storm } },
      { type: 'AlertOpened', key: endpointId, subject: { feedbackIds: [] } },
    ].map(({ type, ...detail }, index) => ({
      type,
      detail: { ...detail, eventId: `al_${index}`, at: failing.createdAt },
    }));
    await fanOut(world.context(), events);
    const toldTo = async (one: typeof failing) =>
      (await world.deliveries(one.endpointId)).map(({ eventId }) => eventId).toSorted();
    expect(await toldTo(failing)).toEqual(['al_2']);
    expect(await toldTo(other)).toEqual(['al_0', 'al_1', 'al_2']);
  });
});

describe('a receiver that is down', () => {
  test('for 72 hours gets all that happened meanwhile within 15 minutes and the drain', async () => {
    const upAt = Date.parse('2026-11-01T10:00:00.000Z') + 72 * 3_600_000;
    const world = aWorld(queues, (_, at) => (at.getTime() < upAt ? failure(500) : ok));
    const endpoint = await world.endpoint();
    for (const hour of [0, 1, 5, 20, 40, 60, 71]) {
      await world.after(hour, [endpoint]);
      await world.happen(4);
    }
    await world.after(72, [endpoint]);
    expect(await world.deliveries(endpoint.endpointId, { state: 'failed' })).toEqual([]);
    expect((await get(world.context(), endpoint)).failing).toMatchObject({ hours: 24 });
    await world.after(72.3, [endpoint]);
    const good = world.requests.filter(({ at }) => at >= upAt);
    expect(new Set(good.map(({ id }) => id)).size).toBe(28);
    expect(Math.max(...good.map(({ at }) => at)) - upAt).toBeLessThan(16 * 60_000);
    expect(await world.deliveries(endpoint.endpointId, { state: 'waiting' })).toEqual([]);
    expect(world.mostMessages()).toBeLessThan(10);
    expect(await get(world.context(), endpoint)).not.toHaveProperty('failing');
  }, 300_000);

  test('with 2 000 waiting delays nobody: another endpoint has its delivery within 5 s, and the queue stays short', async () => {
    const world = aWorld(queues, ({ url }) => (url.endsWith('/dead') ? failure(500, { ms: 1 }) : ok));
    const dead = await world.endpoint({ url: 'http://127.0.0.1:9/dead' });
    for (let round = 0; round < 200; round++) {
      await world.happen(10);
      if (round % 100 === 0) await world.after((round + 10) / 3_600, [dead]);
    }
    const alive = await world.endpoint({ url: 'http://127.0.0.1:9/alive' });
    await world.after(0.1, [dead, alive]);
    const at = world.seconds();
    const before = world.requests.length;
    await world.happen();
    await world.after(0.1 + 5 / 3_600, [dead, alive]);
    const sent = world.requests.slice(before).filter(({ url }) => url.endsWith('/alive'));
    expect(sent).toHaveLength(1);
    expect((sent[0]?.at ?? 0) / 1_000 - Date.parse('2026-11-01T10:00:00.000Z') / 1_000 - at).toBeLessThanOrEqual(5);
    expect(world.mostMessages()).toBeLessThan(50);
    expect(world.requests.length).toBeLessThan(40);
  }, 300_000);

  test('is asked after 5 s, 30 s, 1, 2, 5, 10 and then every 15 minutes, and waits cost no attempts', async () => {
    const world = aWorld(queues, () => failure(500));
    const endpoint = await world.endpoint();
    await world.happen(6);
    await world.after(1.5, [endpoint]);
    const gaps = world.requests.slice(5).map(({ at }, index) => (at - (world.requests[index + 4]?.at ?? 0)) / 1_000);
    expect(gaps.map(Math.round)).toEqual([5, 30, 60, 120, 300, 600, 900, 900, 900, 900]);
    const attempts = (await world.deliveries(endpoint.endpointId)).map((one) => one.attempts);
    expect(Math.max(...attempts)).toBeLessThan(5);
  }, 120_000);

  test('is disabled after 120 hours and ten requests, after people were told at 1, 24 and 72; nothing is lost', async () => {
    let up = false;
    // Ten hours a request, so that five days are few.
    const world = aWorld(queues, () => (up ? ok : failure(503, { retryAfterSeconds: 36_000 })));
    const endpoint = await world.endpoint();
    const { items } = await watchTable(async () => {
      for (const hour of [0, 30, 60, 90, 119]) {
        await world.after(hour, [endpoint]);
        await world.happen();
      }
      await world.after(131, [endpoint]);
    });
    const images = items.filter(({ sk, revision }) => sk === endpoint.endpointId && revision !== undefined);
    const told = images.filter(({ __edb_e__: kind }) => kind === 'webhook');
    const names = told
      .flatMap((after, index) => webhookEvents.eventsOf({ after, before: told[index - 1] }))
      .map(({ type }) => type);
    expect(names).toEqual(['WebhookFailing', 'WebhookFailing', 'WebhookFailing', 'WebhookDisabled']);
    expect(await get(world.context(), endpoint)).toMatchObject({ status: 'disabled', disabledReason: 'failing' });
    await world.happen(2);
    expect(await world.deliveries(endpoint.endpointId, { state: 'skipped' })).toHaveLength(2);
    up = true;
    const before = world.requests.length;
    await enable(world.context(), { endpointId: endpoint.endpointId, body: { replaySinceDisabled: true } });
    await world.after(132, [endpoint]);
    expect(await world.deliveries(endpoint.endpointId, { state: 'skipped' })).toEqual([]);
    expect(world.requests.slice(before).filter(({ headers }) => headers['heed-replay'] === '1')).toHaveLength(2);
  }, 300_000);

  test.each([
    ['404', failure(404)],
    ['no_service', failure(403, { excerpt: 'no_service' })],
  ])('that is a chat and answers %s is disabled at once', async (_, answer) => {
    const world = aWorld(queues, () => answer);
    const endpoint = await world.endpoint({ preset: 'slack' });
    await world.happen(1);
    await world.after(1, [endpoint]);
    expect(await get(world.context(), endpoint)).toMatchObject({ status: 'disabled', disabledReason: 'gone' });
  });

  test('that answers 410 is disabled at once', async () => {
    const world = aWorld(queues, () => failure(410, { gone: true }));
    const endpoint = await world.endpoint();
    await world.happen(3);
    await world.after(1, [endpoint]);
    expect(world.requests).toHaveLength(1);
    expect(await get(world.context(), endpoint)).toMatchObject({ status: 'disabled', disabledReason: 'gone' });
  });
});

describe('a chat', () => {
  const counts = (requests: readonly { body: string }[]): number[] =>
    requests.map(({ body }) => Number(/^(\d+) events/.exec((JSON.parse(body) as { text: string }).text)?.[1] ?? 1));

  test('gets 500 events at once as at most 50 messages in 60 s, which tell of all 500', async () => {
    const world = aWorld(queues, () => ok);
    const endpoint = await world.endpoint({ preset: 'slack' });
    await world.happen(500);
    await world.after(1 / 60, [endpoint]);
    expect(world.requests.length).toBeLessThanOrEqual(50);
    expect(counts(world.requests).reduce((sum, count) => sum + count, 0)).toBe(500);
    expect(await world.deliveries(endpoint.endpointId, { state: 'waiting' })).toEqual([]);
  }, 120_000);

  test('gets up to five events as a message each', async () => {
    const world = aWorld(queues, () => ok);
    const endpoint = await world.endpoint({ preset: 'slack' });
    await world.happen(5);
    await world.after(1 / 60, [endpoint]);
    expect(counts(world.requests)).toEqual([1, 1, 1, 1, 1]);
  });

  test('that fails gets all of them again', async () => {
    let calls = 0;
    const world = aWorld(queues, () => (++calls === 1 ? failure(500) : ok));
    const endpoint = await world.endpoint({ preset: 'slack' });
    await world.happen(8);
    await world.after(1 / 6, [endpoint]);
    expect(counts(world.requests).slice(0, 2)).toEqual([8, 8]);
    const [{ deliveryId } = { deliveryId: '' as Delivery['deliveryId'] }] = await world.deliveries(
      endpoint.endpointId,
      {},
    );
    const { attempts, log } = await getInFull(world.context(), { endpointId: endpoint.endpointId, deliveryId });
    expect({ attempts, together: log.map(({ together }) => together) }).toEqual({ attempts: 2, together: [8, 8] });
  });

  test('only: others get each event by itself', async () => {
    const world = aWorld(queues, () => ok);
    const endpoint = await world.endpoint({ preset: 'standard' });
    await world.happen(8);
    await world.after(1 / 60, [endpoint]);
    expect(new Set(world.requests.map(({ id }) => id)).size).toBe(8);
  });
});

describe('a receiver that asks to wait', () => {
  test.each([429, 503])(
    'with %i and Retry-After: 120 is not asked before 120 s, for any of its deliveries',
    async (status) => {
      let asked = false;
      const world = aWorld(queues, () => {
        if (asked) return ok;
        asked = true;
        return failure(status, { retryAfterSeconds: 120 });
      });
      const endpoint = await world.endpoint();
      await world.happen(3);
      await world.after(1, [endpoint]);
      const [first, ...later] = world.requests.map(({ at }) => at);
      expect(later).toHaveLength(3);
      expect(Math.min(...later) - (first ?? 0)).toBeGreaterThanOrEqual(120_000);
      expect(Math.min(...later) - (first ?? 0)).toBeLessThan(140_000);
    },
  );
});

test('what happens while nothing waits and the receiver has asked to wait is sent when it may be', async () => {
  let up = false;
  const world = aWorld(queues, () => (up ? ok : failure(503, { retryAfterSeconds: 36_000 })));
  const endpoint = await world.endpoint();
  await world.happen();
  await world.after(0.1, [endpoint]);
  for (const { deliveryId } of await world.deliveries(endpoint.endpointId)) await fail(world, deliveryId);
  world.lose();
  await world.after(5, [endpoint]);
  await world.happen();
  up = true;
  await world.after(11, [endpoint]);
  expect(world.requests).toHaveLength(2);
});

describe('the pace', () => {
  test('is what the endpoint says: of one a second each request comes a second after the other', async () => {
    const world = aWorld(queues, () => ok);
    const endpoint = await world.endpoint({ maxPerSecond: 1 });
    await world.happen(30);
    await world.after(1, [endpoint]);
    const times = world.requests.map(({ at }) => at);
    expect(times).toHaveLength(30);
    for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });
});

describe('senders', () => {
  test('at once never send one delivery at the same time, and together send each once', async () => {
    const open = new Set<string>();
    const world = aWorld(queues, async ({ headers }) => {
      const id = headers['webhook-id'] ?? '';
      expect(open.has(id)).toBe(false);
      open.add(id);
      await new Promise((resolve) => setTimeout(resolve, 20));
      open.delete(id);
      return ok;
    });
    const endpoint = await world.endpoint({ maxPerSecond: 100 });
    await world.happen(20);
    const message = world.take();
    await Promise.all([1, 2, 3].map(() => world.workOne(message)));
    await world.after(1, [endpoint]);
    const ids = world.requests.map(({ id }) => id);
    expect(ids).toHaveLength(20);
    expect(new Set(ids).size).toBe(20);
  });

  test('that end in the middle of a request leave it to be made again when the lease ends', async () => {
    let dead = true;
    const world = aWorld(queues, () => {
      if (dead) throw new Error('the sender ends');
      return ok;
    });
    const endpoint = await world.endpoint();
    await world.happen();
    await expect(world.workOne(world.take())).rejects.toThrow('the sender ends');
    dead = false;
    await world.after(1, [endpoint]);
    const [delivery] = await world.deliveries(endpoint.endpointId);
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 2 });
    const { log } = await getInFull(world.context(), {
      endpointId: endpoint.endpointId,
      deliveryId: delivery?.deliveryId as never,
    });
    expect(log).toMatchObject([{ error: 'unknown' }, { status: 200 }]);
    expect((world.requests[1]?.at ?? 0) - (world.requests[0]?.at ?? 0)).toBeGreaterThanOrEqual(30_000);
  });

  test('whose message is lost are found by the due index within 2 minutes', async () => {
    const world = aWorld(queues, () => ok);
    const endpoint = await world.endpoint();
    await world.happen();
    world.lose();
    await world.after(125 / 3_600, [endpoint]);
    expect(world.requests).toHaveLength(1);
  });
});

describe('the secret', () => {
  test('that is replaced and the new one both verify during the overlap, afterwards only the new one', async () => {
    const world = aWorld(queues, () => ok);
    const endpoint = await world.endpoint();
    const old = await secretIn(world, endpoint);
    const rotated = await rotate(world.context(), { endpointId: endpoint.endpointId, body: { overlapHours: 24 } });
    const fresh = await secretIn(world, rotated);
    await world.happen();
    await world.after(23, [endpoint]);
    await world.after(25, [endpoint]);
    await world.happen();
    await world.after(26, [endpoint]);
    const verified = world.requests.map((request) => [isSignedBy(old, request), isSignedBy(fresh, request)]);
    expect(verified).toEqual([
      [true, true],
      [false, true],
    ]);
    expect(world.requests[0]?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
  });
});

describe('the log', () => {
  test('holds request and reply, and no secret of either: no cookie, no address, no header of ours, no signature', async () => {
    const world = aWorld(queues, (request) => send(request));
    const endpoint = await world.endpoint({ url: `${origin}/`, headers: { 'x-key': 'planted-value' } });
    const { items } = await watchTable(async () => {
      await world.happen();
      await world.after(1, [endpoint]);
    });
    const [delivery] = await world.deliveries(endpoint.endpointId);
    const full = await getInFull(world.context(), {
      endpointId: endpoint.endpointId,
      deliveryId: delivery?.deliveryId as never,
    });
    expect(full).toMatchObject({
      state: 'delivered',
      request: { body: world.requests[0]?.body, headers: { 'x-key': '***' } },
      log: [
        {
          status: 200,
          address: '127.0.0.1',
          responseHeaders: { server: 'test' },
          responseExcerpt: 'thanks for [redacted]',
        },
      ],
    });
    expect(full.request.headers?.['webhook-signature']).toMatch(/^v1,.{6}$/);
    expect(JSON.stringify(items)).not.toMatch(/planted/);
  });

  test('a name that means 127.0.0.1 by the time of sending is blocked, and nothing is sent', async () => {
    const answers = { resolve4: async () => ['127.0.0.1'], resolve6: async () => [] };
    const world = aWorld(queues, (request) =>
      send({ ...request, rules: { allowed: new Set(), own: new Set() }, resolver: answers }),
    );
    const endpoint = await world.endpoint({ url: 'https://hooks.example.com/' });
    await world.happen();
    await world.after(0.001, [endpoint]);
    const [delivery] = await world.deliveries(endpoint.endpointId);
    const { log } = await getInFull(world.context(), {
      endpointId: endpoint.endpointId,
      deliveryId: delivery?.deliveryId as never,
    });
    expect(log).toMatchObject([{ error: 'blocked' }]);
  });
});

describe('a replay', () => {
  test('of one sends it again under its id with a new signature', async () => {
    const world = aWorld(queues, () => ok);
    const { endpointId } = await world.endpoint();
    await world.happen();
    await world.after(1);
    const [delivery] = await world.deliveries(endpointId);
    await replay(world.context(), { endpointId, deliveryId: delivery?.deliveryId as never });
    await world.after(2);
    const [first, second] = world.requests;
    expect(second?.id).toBe(first?.id);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp']);
  });
});

describe('a webhook that is paused', () => {
  test('lets events wait, which are sent when it is enabled', async () => {
    const world = aWorld(queues, () => ok);
    const endpoint = await world.endpoint();
    await pause(world.context(), endpoint);
    await world.happen(2);
    await world.after(1, [endpoint]);
    expect(world.requests).toEqual([]);
    await enable(world.context(), { endpointId: endpoint.endpointId, body: { replaySinceDisabled: false } });
    await world.after(2, [endpoint]);
    expect(world.requests).toHaveLength(2);
  });

  test('is sent to where it points by then', async () => {
    const world = aWorld(queues, () => ok);
    const endpoint = await world.endpoint();
    await pause(world.context(), endpoint);
    await world.happen();
    await edit(world.context(), { endpointId: endpoint.endpointId, body: { url: 'http://127.0.0.1:9/new' } });
    await enable(world.context(), { endpointId: endpoint.endpointId, body: { replaySinceDisabled: false } });
    await world.after(1, [endpoint]);
    expect(world.requests.map(({ url }) => url)).toEqual(['http://127.0.0.1:9/new']);
  });
});

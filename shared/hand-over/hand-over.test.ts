import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { get as getFeedback, remove as removeFeedback } from '../feedback/feedback.ts';
import { given } from '../feedback/testing/given.ts';
import type { TableChange } from '../kernel/events.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { aContext } from '../testing/context.ts';
import { useQueues } from '../testing/queues.ts';
import { watchTable } from '../testing/watch-table.ts';
import { CreateTracker } from '../tracker/tracker.schema.ts';
import { create as createTracker } from '../tracker/tracker.ts';
import { decideMany, undo } from '../triage/batch.ts';
import { decide } from '../triage/decide.ts';
import { DecideMany } from '../triage/triage.requests.schema.ts';
import { send } from '../webhook-sending/send.ts';
import { getInFull } from '../webhook/delivery.ts';
import { fanOut } from '../webhook/fan-out.ts';
import { aWorld, ok } from '../webhook/testing/world.ts';
import { CreateInitiative, type Initiative } from '../initiative/initiative.schema.ts';
import { create as createInitiative, remove as removeInitiative } from '../initiative/initiative.ts';
import { create, list } from './hand-over.ts';
import { handOverEvents } from './hand-over.events.ts';
import { hearReply, requestBody } from './sending.ts';

const queues = useQueues();
beforeEach(() => void (process.env['PUBLIC_URL'] = 'https://heed.example.com'));

/** A tracker that makes one item per `webhook-id`, and loses its first replies where it is told to. */
const items = new Map<string, { number: number; body: Record<string, unknown> }>();
let losing = 0;
let replyOf = (number: number): unknown => ({
  externalRef: `PROD-${number}`,
  url: `https://board.example.com/${number}`,
});
const board = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const id = String(request.headers['webhook-id']);
    const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
    const item = items.get(id) ?? { number: items.size + 1, body };
    items.set(id, item);
    if (losing > 0) {
      losing--;
      request.socket.destroy();
    } else response.writeHead(201).end(JSON.stringify(replyOf(item.number)));
  });
});
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => void board.listen(0, '127.0.0.1', resolve));
  const { port } = board.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  process.env['WEBHOOK_ALLOWED'] = `127.0.0.1:9,127.0.0.1:${port}`;
});
afterAll(() => board.close());
beforeEach(() => {
  items.clear();
  losing = 0;
  replyOf = (number) => ({ externalRef: `PROD-${number}`, url: `https://board.example.com/${number}` });
});

/** A company with a tracker behind a real receiver, and a record. */
async function aBoard(more: object = {}, submission: object = {}) {
  const world = aWorld(queues, ({ url, ...request }) => (url.endsWith(':9/') ? ok : send({ url, ...request })));
  Object.assign(world.parts, { hearReply, requestBody });
  const { endpointId } = await world.endpoint({ url: `${origin}/items` });
  const own = CreateTracker.parse({ name: 'Board', endpointId, ...more });
  const { trackerId } = await createTracker(world.context(), { body: own });
  const { feedbackId } = await given(world.context(), submission);
  const telling = async <T>(work: () => Promise<T>): Promise<T> => {
    const { result, items: images } = await watchTable(work);
    const events = images
      .filter(({ pk }) => String(pk).endsWith('#ho'))
      .flatMap((after) => handOverEvents.eventsOf({ after } as TableChange));
    // As the bus does: twice, and in no order.
    await fanOut(world.context(), [...events, ...events] as Parameters<typeof fanOut>[1]);
    return result;
  };
  return {
    world,
    endpointId,
    trackerId,
    feedbackId,
    telling,
    handOver: () =>
      telling(() => decide(world.context(), { feedbackId, body: { status: 'planned', handOver: trackerId } })),
    handOvers: async () => (await list(world.context(), { feedbackId, limit: 10 })).items,
    triage: async () => (await getFeedback(aContext(world), { feedbackId })).triage,
  };
}
const only = () => [...items.values()].map(({ body }) => body['data'] as Record<string, unknown>)[0] ?? {};

describe('the same hand-over twice, or its reply lost → one tracker item, one reference', () => {
  test('decided twice, one after the other', async () => {
    const one = await aBoard();
    await one.handOver();
    await one.world.after(1);
    await one.handOver();
    await one.world.after(2);
    expect(items.size).toBe(1);
    expect(one.world.requests).toHaveLength(1);
    const reference = { externalRef: 'PROD-1', url: 'https://board.example.com/1', state: 'referenced' };
    expect(await one.handOvers()).toMatchObject([reference]);
    expect(await one.triage()).toMatchObject({ status: 'planned', externalRef: 'PROD-1' });
  });

  test('decided twice at the same moment', async () => {
    const one = await aBoard();
    await Promise.all([one.handOver(), one.handOver()]);
    await one.world.after(1);
    expect(items.size).toBe(1);
    expect(await one.handOvers()).toMatchObject([{ externalRef: 'PROD-1', state: 'referenced' }]);
  });

  test('its reply lost: it is sent again under the same webhook-id', async () => {
    const one = await aBoard();
    losing = 2;
    await one.handOver();
    await one.world.after(1);
    const ids = new Set(one.world.requests.map(({ id }) => id));
    expect([one.world.requests.length, ids.size, items.size]).toEqual([3, 1, 1]);
    expect(await one.handOvers()).toMatchObject([{ externalRef: 'PROD-1', version: 2 }]);
    expect(await one.triage()).toMatchObject({ externalRef: 'PROD-1' });
  });

  test('the reference could not be stored: the request is made again, and then it is', async () => {
    const one = await aBoard();
    let broken = true;
    Object.assign(one.world.parts, {
      hearReply: async (...all: Parameters<typeof hearReply>) => {
        if (!broken) return hearReply(...all);
        broken = false;
        throw new Error('the table does not answer');
      },
    });
    await one.handOver();
    await expect(one.world.after(1)).rejects.toThrow('the table does not answer');
    await one.world.workOne(JSON.stringify({ companyId: one.world.companyId, endpointId: one.endpointId }));
    await one.world.after(1, [one]);
    expect(items.size).toBe(1);
    expect(await one.handOvers()).toMatchObject([{ externalRef: 'PROD-1', state: 'referenced' }]);
  });
});

describe('a hand-over', () => {
  test('is told to the webhook of its tracker, and to others only where they name it', async () => {
    const one = await aBoard();
    const others: Id<'webhook'>[] = [];
    for (const events of [['*'], ['handOver.*'], ['TriageHandedOver']])
      others.push((await one.world.endpoint({ url: 'http://127.0.0.1:9/', events })).endpointId);
    await one.handOver();
    await one.world.after(1);
    const counts = await Promise.all(others.map(async (id) => (await one.world.deliveries(id)).length));
    expect(counts).toEqual([0, 0, 1]);
    expect(items.size).toBe(1);
    const [elsewhere] = one.world.requests.filter(({ url }) => url.endsWith(':9/'));
    expect(JSON.parse(elsewhere?.body ?? '')['data']).not.toHaveProperty('title');
  });

  test('says title, type, theme, impact, voices and link, and no text where the tracker gets none', async () => {
    const one = await aBoard({ text: 'none' }, { type: 'bug', theme: 'double charges', impact: 'high' });
    await one.handOver();
    await one.world.after(1);
    expect(only()).toMatchObject({
      feedbackId: one.feedbackId,
      trackerId: one.trackerId,
      title: 'bug: double charges',
      type: 'bug',
      theme: 'double charges',
      impact: 'high',
      voices: 1,
      link: `https://heed.example.com/feedback/${one.feedbackId}`,
    });
    expect(JSON.stringify(only())).not.toMatch(/charged twice|"text"/i);
  });

  test.each([
    ['masked', 'Call [PHONE] or mail [EMAIL].'],
    ['full', 'Call +49 30 1234567 or mail ada@example.com.'],
  ])('with %s texts says %s', async (text, comments) => {
    const said = { subject: 'Charged twice', comments: 'Call +49 30 1234567 or mail ada@example.com.' };
    const one = await aBoard({ text }, said);
    await one.handOver();
    await one.world.after(1);
    expect(only()).toMatchObject({ title: 'Charged twice', text: `Charged twice\n${comments}` });
    const [{ deliveryId } = {}] = await one.world.deliveries(one.endpointId);
    const kept = await getInFull(one.world.context(), {
      endpointId: one.endpointId,
      deliveryId: deliveryId as Id<'delivery'>,
    });
    expect(JSON.stringify(kept)).not.toContain('Charged twice');
  });

  test('of a record that was deleted before it was sent says nothing of its texts', async () => {
    const one = await aBoard({ text: 'full' });
    await one.handOver();
    await removeFeedback(aContext({ companyId: one.world.companyId }), { feedbackId: one.feedbackId });
    await one.world.after(1);
    expect(items.size).toBe(1);
    expect(only()).not.toHaveProperty('text');
    expect(JSON.stringify(only())).not.toContain('charged');
  });

  test.each([
    ['says title, theme, voices and link', false, 'Refunds at once'],
    ['that was deleted before it was sent says nothing of its title', true, 'initiative: refund'],
  ])('of an initiative %s, and has a reference', async (_, isDeleted, title) => {
    const one = await aBoard({ text: 'full' });
    const body = { title: 'Refunds at once', themes: ['refund'], texts: { en: 'Soon.' } };
    const ctx = () => aContext({ companyId: one.world.companyId });
    const { initiativeId } = await createInitiative(ctx(), { body: CreateInitiative.parse(body) as Initiative });
    await one.telling(() => create(ctx(), { body: { trackerId: one.trackerId, initiativeId } }));
    if (isDeleted) await removeInitiative(ctx(), { initiativeId });
    await one.world.after(1);
    expect(items.size).toBe(1);
    const link = `https://heed.example.com/initiatives/${initiativeId}`;
    expect(only()).toMatchObject({ initiativeId, title, theme: 'refund', voices: 0, link });
    expect(only()).not.toHaveProperty('text');
    expect((await list(ctx(), { initiativeId, limit: 10 })).items).toMatchObject([{ externalRef: 'PROD-1' }]);
  });

  test('outlives that its decision is undone: the tracker has it, and the record keeps what it is called there', async () => {
    const one = await aBoard();
    const decision = { feedbackId: one.feedbackId, status: 'planned', handOver: one.trackerId };
    const body = DecideMany.parse({ items: [decision] });
    const result = await one.telling(() => decideMany(one.world.context(), { body }));
    await one.world.after(0.01);
    await undo(one.world.context(), { batchId: result.batchId });
    expect(await one.triage()).toEqual({ status: 'new', externalRef: 'PROD-1' });
    expect(await one.handOvers()).toMatchObject([{ state: 'referenced' }]);
  });
});

describe('the reply of a tracker', () => {
  test.each<[string, unknown, string | undefined, object]>([
    ['a number at a path', { data: { issue: { number: 1207 } } }, 'data.issue.number', { externalRef: '1207' }],
    ['a key in a list', { issues: [{ key: 'A-1' }] }, 'issues.0.key', { externalRef: 'A-1' }],
    ['an address that is none', { externalRef: 'A-1', url: 'javascript:1' }, undefined, { externalRef: 'A-1' }],
    ['201 letters', { externalRef: 'x'.repeat(201) }, undefined, { state: 'sent' }],
    ['a control character', { externalRef: 'A\u0007' }, undefined, { state: 'sent' }],
    ['no reference', { ok: true }, undefined, { state: 'sent' }],
    ['nothing of its own at the path', {}, 'constructor.name', { state: 'sent' }],
  ])('with %s', async (_, reply, referencePath, expected) => {
    replyOf = () => reply;
    const one = await aBoard({ referencePath });
    await one.handOver();
    await one.world.after(1);
    const [found] = await one.handOvers();
    expect(found).toMatchObject({ state: 'referenced', ...expected });
    if (!('externalRef' in expected)) expect(found).not.toHaveProperty('externalRef');
    expect(found).not.toHaveProperty('url');
  });
});

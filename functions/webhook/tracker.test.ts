import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { handOverRoutes } from '../../shared/hand-over/hand-over.routes.ts';
import { given } from '../../shared/feedback/testing/given.ts';
import { get as getFeedback } from '../../shared/feedback/feedback.ts';
import { runIdOf, loopRuns } from '../../shared/initiative/loop.store.ts';
import { CreateInitiative, type Initiative } from '../../shared/initiative/initiative.schema.ts';
import { initiatives } from '../../shared/initiative/initiative.store.ts';
import { create as createInitiative } from '../../shared/initiative/initiative.ts';
import { create } from '../../shared/kernel/change.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { tableName } from '../../shared/kernel/table.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { crudExamples, crudTests } from '../../shared/testing/crud-tests.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { trackerEvents } from '../../shared/tracker/tracker.events.ts';
import { trackerInboundRoutes, trackerRoutes } from '../../shared/tracker/tracker.routes.ts';
import { refer } from '../../shared/hand-over/hand-over.ts';
import { decide } from '../../shared/triage/decide.ts';
import { recordTriageRoutes } from '../../shared/triage/triage.routes.ts';
import { newSecret, sign } from '../../shared/webhook-sending/signature.ts';
import { firstSecret } from '../../shared/webhook/secrets.ts';
import { CreateWebhook } from '../../shared/webhook/webhook.schema.ts';
import { create as createWebhook } from '../../shared/webhook/webhook.ts';
import { webhooks } from '../../shared/webhook/webhook.store.ts';
import { handler as triage } from '../follow-up/handler.ts';
import { handler } from './handler.ts';

// An exception of the configuration is not looked up in the DNS.
beforeAll(() => void (process.env['WEBHOOK_ALLOWED'] = 'hooks.example.com:443'));
useQueues();

const { routes } = trackerRoutes;
const { inbound } = trackerInboundRoutes.routes;
const handOvers = handOverRoutes.routes;
/** The same in each company, so that one body is good in all of them. */
const endpointId = 'wh_01jd3k5w8z9x7v6t5s4r3q2p1n' as Id<'webhook'>;
const statusMap = { Done: 'shipped', 'In progress': 'in_progress' };
const body = {
  name: 'Product board',
  endpointId,
  text: 'masked',
  statusMap,
  referencePath: 'data.issue.key',
  mayNotify: false,
};

async function aCompanyWithWebhook(companyId = aCompany()): Promise<string> {
  const ctx = aContext({ companyId });
  const told = CreateWebhook.parse({ url: 'https://hooks.example.com/board', events: ['HandOverStatusChanged'] });
  const own = { endpointId, status: 'enabled' as const, maxPerSecond: 10, ...(await firstSecret(ctx)) };
  await create(ctx, webhooks, { ...told, ...own });
  return companyId;
}
async function disableWebhook(companyId: string): Promise<void> {
  const ctx = aContext({ companyId });
  const stored = await webhooks.find(ctx, endpointId);
  if (!stored) throw new Error('the webhook is there');
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: { ...stored, status: 'disabled' } }));
}
const crud = { routes, handler, body, edit: { name: 'Board' }, company: aCompanyWithWebhook, shownOnce: 'secret' };
const within =
  <T>(example: (companyId: string) => T) =>
  async (companyId: string): Promise<Awaited<T>> =>
    await example(await aCompanyWithWebhook(companyId));
const examples = crudExamples(crud);

async function aTracker(companyId: string, more: object = {}) {
  const { body: made } = await send(handler, routes.create, { companyId, body: { ...body, ...more } });
  return { trackerId: String(made['trackerId']) as Id<'tracker'>, secret: String(made['secret']) };
}
/** A record that was handed over, and what the tracker calls it. */
async function handedOver(companyId: string, more: object = {}) {
  const ctx = aContext({ companyId });
  const { trackerId, secret } = await aTracker(companyId, more);
  const { feedbackId } = await given(ctx);
  await decide(aContext({ companyId }), { feedbackId, body: { status: 'planned', handOver: trackerId } });
  const [one] = await listed(companyId, { feedbackId });
  return { trackerId, secret, feedbackId, handOverId: String(one?.['handOverId']) as Id<'handOver'> };
}
async function referenced(companyId: string) {
  const one = await handedOver(companyId);
  await refer(aContext({ companyId }), { handOverId: one.handOverId, body: { externalRef: 'PROD-1' } });
  return one;
}
const anInitiative = async (companyId: string, more: object = {}) => {
  const initiative = CreateInitiative.parse({ title: 'Refunds', themes: ['refund'], ...more }) as Initiative;
  return (await createInitiative(aContext({ companyId }), { body: initiative })).initiativeId;
};
const listed = async (companyId: string, query: Record<string, string> = {}) =>
  (await send(handler, handOvers.list, { companyId, query })).body['items'] as Record<string, unknown>[];

const pointersOf = (answer: { body: Record<string, unknown> }) =>
  (answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);

type Told = { status?: string; externalRef?: string; updatedAt?: string };
let messages = 0;
/** A request as a tracker signs it. */
function signed(
  { trackerId, secret }: { trackerId: string; secret: string },
  { status = 'Done', externalRef = 'PROD-1', updatedAt = '2026-11-01T10:00:00Z' }: Told = {},
  { id = `msg_${++messages}`, ageSeconds = 0 }: { id?: string; ageSeconds?: number } = {},
) {
  const said = { externalRef, status, updatedAt };
  const timestamp = Math.floor(Date.now() / 1_000) - ageSeconds;
  const signature = sign({ id, timestamp, body: JSON.stringify(said), secrets: [secret] });
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature };
  return { params: { trackerId }, body: said, headers };
}
const say = (...request: Parameters<typeof signed>) => send(handler, inbound, signed(...request));
const triageOf = async (companyId: string, feedbackId: Id<'feedback'>) =>
  (await getFeedback(aContext({ companyId }), { feedbackId })).triage;

routeTests(trackerRoutes, handler, {
  list: within(examples.list),
  create: within(examples.create),
  get: within(examples.get),
  edit: within(examples.edit),
  put: within(examples.put),
  remove: within(examples.remove),
  rotate: within(async (companyId) => ({ ...(await examples.get(companyId)), body: { overlapHours: 1 } })),
});
crudTests(crud, trackerEvents);
routeTests(trackerInboundRoutes, handler, {
  inbound: within(async (companyId) => signed(await referenced(companyId))),
});
routeTests(handOverRoutes, handler, {
  list: within(async (companyId) => {
    await handedOver(companyId);
    return {};
  }),
  create: within(async (companyId) => {
    const { trackerId } = await aTracker(companyId);
    return { body: { trackerId, initiativeId: await anInitiative(companyId) } };
  }),
  refer: within(async (companyId) => ({
    params: { handOverId: (await handedOver(companyId)).handOverId },
    body: { externalRef: 'PROD-1', url: 'https://board.example.com/PROD-1' },
  })),
});

test('a tracker that is replaced goes on signing with its secret', async () => {
  const companyId = await aCompanyWithWebhook();
  const one = await referenced(companyId);
  const whole = { name: 'Board', endpointId, statusMap: { Finished: 'shipped' } };
  const { body: put } = await send(handler, routes.put, {
    companyId,
    params: { trackerId: one.trackerId },
    body: whole,
  });
  expect(put).toMatchObject({ ...whole, text: 'masked', mayNotify: false });
  expect(put).not.toHaveProperty('secret');
  expect(put).not.toHaveProperty('referencePath');
  expect(await say(one, { status: 'Finished' })).toMatchObject({ status: 200, body: { applied: true } });
});

describe('what a tracker says', () => {
  test('status "Done" delivered three times and an older "In progress" after it → shipped once', async () => {
    const companyId = await aCompanyWithWebhook();
    const one = await referenced(companyId);
    const { items } = await watchTable(async () => {
      const done = signed(one);
      const answers = [
        await send(handler, inbound, done),
        await send(handler, inbound, done),
        await say(one),
        await say(one, { status: 'In progress', updatedAt: '2026-11-01T09:59:59.999Z' }),
      ];
      expect(answers.map(({ status, body: { applied } }) => [status, applied])).toEqual([
        [200, true],
        [200, true],
        [200, false],
        [200, false],
      ]);
    });
    expect(items.filter(({ lastAction, pk }) => lastAction === 'triage' && String(pk).includes('#fb#'))).toHaveLength(
      1,
    );
    expect(await triageOf(companyId, one.feedbackId)).toMatchObject({ status: 'shipped', decidedBy: one.trackerId });
    expect(await listed(companyId)).toMatchObject([{ theirStatus: 'Done', status: 'shipped', version: 3 }]);
  });

  test('moves the record with the tracker as its author, and keeps what was decided beside', async () => {
    const companyId = await aCompanyWithWebhook();
    const one = await referenced(companyId);
    const { items } = await watchTable(() => say(one, { status: 'In progress' }));
    const author = { kind: 'tracker', id: one.trackerId };
    expect(items.filter(({ lastActor }) => lastActor !== undefined)).toMatchObject([
      { lastActor: author },
      { lastActor: author },
      { lastActor: author },
    ]);
    expect(await triageOf(companyId, one.feedbackId)).toMatchObject({ status: 'in_progress', externalRef: 'PROD-1' });
  });

  test('again under its webhook-id after something newer changes nothing, also where both are of one second', async () => {
    const companyId = await aCompanyWithWebhook();
    const one = await referenced(companyId);
    const first = signed(one, { status: 'In progress' });
    await send(handler, inbound, first);
    await say(one, { status: 'Done' });
    expect((await send(handler, inbound, first)).body).toEqual({ applied: true });
    expect(await triageOf(companyId, one.feedbackId)).toMatchObject({ status: 'shipped' });
  });

  test('old and new at the same moment: the newer status stands', async () => {
    const companyId = await aCompanyWithWebhook();
    const one = await referenced(companyId);
    const statuses = ['In progress', 'Done', 'In progress', 'Done'];
    const times = [1, 4, 2, 3].map((second) => `2026-11-01T10:00:0${second}Z`);
    await Promise.all(statuses.map((status, at) => say(one, { status, updatedAt: times[at] })));
    expect(await triageOf(companyId, one.feedbackId)).toMatchObject({ status: 'shipped' });
    expect(await listed(companyId)).toMatchObject([{ theirStatus: 'Done', theirStatusAt: '2026-11-01T10:00:04.000Z' }]);
  });

  test('in a status that is not mapped is kept and shown, and moves nothing', async () => {
    const companyId = await aCompanyWithWebhook();
    const one = await referenced(companyId);
    for (const status of ['Blocked', 'constructor'])
      expect(await say(one, { status })).toMatchObject({ status: 200, body: { applied: false } });
    const [shown] = await listed(companyId);
    expect(shown).toMatchObject({ theirStatus: 'constructor', state: 'referenced' });
    expect(shown).not.toHaveProperty('status');
    expect(await triageOf(companyId, one.feedbackId)).toMatchObject({ status: 'planned' });
  });

  test('of a reference that is not known is 404, and taken once it is', async () => {
    const companyId = await aCompanyWithWebhook();
    const one = await handedOver(companyId);
    const request = signed(one);
    expectProblem(await send(handler, inbound, request), 404, 'not-found');
    await refer(aContext({ companyId }), { handOverId: one.handOverId, body: { externalRef: 'PROD-1' } });
    expect((await send(handler, inbound, request)).body).toEqual({ applied: true });
  });

  test('of one item moves all records that were handed over under its reference', async () => {
    const companyId = await aCompanyWithWebhook();
    const one = await referenced(companyId);
    const ctx = aContext({ companyId });
    const { feedbackId } = await given(ctx, { ticketId: 'T-2' });
    await decide(aContext({ companyId }), { feedbackId, body: { status: 'planned', handOver: one.trackerId } });
    const [{ handOverId } = {}] = await listed(companyId, { feedbackId });
    const named = { handOverId: handOverId as Id<'handOver'>, body: { externalRef: 'PROD-1' } };
    await refer(aContext({ companyId }), named);
    await say(one);
    for (const id of [one.feedbackId, feedbackId])
      expect(await triageOf(companyId, id)).toMatchObject({ status: 'shipped' });
  });
});

describe('an initiative that was handed over', () => {
  const handOver = (companyId: string, trackerId: string, initiativeId: string) =>
    send(handler, handOvers.create, { companyId, body: { trackerId, initiativeId } });
  async function known(more: object = {}, ofInitiative: object = {}) {
    const companyId = await aCompanyWithWebhook();
    const own = { 'In progress': 'in_progress', Done: 'shipped', 'Won’t fix': 'wont_do', Seen: 'triaged' };
    const tracker = await aTracker(companyId, { statusMap: own, ...more });
    const initiativeId = await anInitiative(companyId, ofInitiative);
    const { body: made } = await handOver(companyId, tracker.trackerId, initiativeId);
    const handOverId = String(made['handOverId']) as Id<'handOver'>;
    await refer(aContext({ companyId }), { handOverId, body: { externalRef: 'PROD-1' } });
    const ctx = aContext({ companyId });
    return {
      ...tracker,
      companyId,
      initiativeId,
      now: () => initiatives.find(ctx, initiativeId),
      mails: () => loopRuns.find(ctx, runIdOf({ initiativeId, stage: 'resolution' })),
    };
  }

  test('twice, also at the same moment, is one hand-over with its theme and voices', async () => {
    const companyId = await aCompanyWithWebhook();
    const { trackerId } = await aTracker(companyId);
    const initiativeId = await anInitiative(companyId);
    const both = await Promise.all([1, 2].map(() => handOver(companyId, trackerId, initiativeId)));
    const again = await handOver(companyId, trackerId, initiativeId);
    expect(again.status).toBe(200);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 201]));
    const expected = { initiativeId, trackerId, theme: 'refund', voices: 0, state: 'waiting' };
    expect(await listed(companyId, { initiativeId })).toMatchObject([expected]);
    expect(await listed(companyId, { initiativeId: await anInitiative(companyId) })).toEqual([]);
  });

  test('is moved by its tracker: "Done" three times and an older "In progress" after it → shipped once, and nobody is told', async () => {
    const one = await known();
    const done = signed(one);
    const answers = [
      await send(handler, inbound, done),
      await send(handler, inbound, done),
      await say(one),
      await say(one, { status: 'In progress', updatedAt: '2026-11-01T09:59:59.999Z' }),
    ];
    expect(answers.map(({ body: { applied } }) => applied)).toEqual([true, true, false, false]);
    expect(await one.now()).toMatchObject({
      status: 'shipped',
      version: 2,
      lastActor: { kind: 'tracker', id: one.trackerId },
    });
    expect(await listed(one.companyId)).toMatchObject([{ theirStatus: 'Done', status: 'shipped' }]);
    expect(await one.mails()).toBeUndefined();
  });

  test('tells the people who asked for it only where the tracker may notify, after the minutes of the settings', async () => {
    const one = await known({ mayNotify: true });
    const began = Date.now();
    await say(one);
    const { stageAt, heldUntil = '' } = (await one.mails()) ?? {};
    expect(stageAt).toBe((await one.now())?.decidedAt);
    expect((Date.parse(heldUntil) - began) / 60_000).toBeCloseTo(10, 0);
  });

  test('that is given up there has a reason here, and keeps one of its own', async () => {
    const [one, other] = [await known(), await known({}, { reason: 'Too dear.' })];
    await say(one, { status: 'Won’t fix' });
    await say(other, { status: 'Won’t fix' });
    expect(await one.now()).toMatchObject({ status: 'wont_do', reason: 'Product board: Won’t fix' });
    expect(await other.now()).toMatchObject({ status: 'wont_do', reason: 'Too dear.' });
  });

  test('old and new at the same moment: the newer status stands', async () => {
    const one = await known();
    const statuses = ['In progress', 'Done', 'In progress', 'Won’t fix'];
    const times = [1, 4, 2, 3].map((second) => `2026-11-01T10:00:0${second}Z`);
    await Promise.all(statuses.map((status, at) => say(one, { status, updatedAt: times[at] })));
    expect(await one.now()).toMatchObject({ status: 'shipped' });
    expect(await listed(one.companyId)).toMatchObject([{ theirStatus: 'Done' }]);
  });

  test('stays where its tracker says what is no status of initiatives; that is kept and shown', async () => {
    const one = await known();
    expect((await say(one, { status: 'Seen' })).body).toEqual({ applied: false });
    expect(await one.now()).toMatchObject({ status: 'planned', version: 1 });
    expect(await listed(one.companyId)).toMatchObject([{ theirStatus: 'Seen', status: 'triaged' }]);
  });

  test('must be one of the company, as its tracker must, and the tracker’s webhook be enabled', async () => {
    const companyId = await aCompanyWithWebhook();
    const { trackerId } = await aTracker(companyId);
    const initiativeId = await anInitiative(companyId);
    const elsewhere = await anInitiative(aCompany());
    const stranger = 'trk_01jd3k5w8z9x7v6t5s4r3q2p1n';
    expect(pointersOf(await handOver(companyId, trackerId, elsewhere))).toEqual(['#/initiativeId']);
    expect(pointersOf(await handOver(companyId, stranger, initiativeId))).toEqual(['#/trackerId']);
    await disableWebhook(companyId);
    expectProblem(await handOver(companyId, trackerId, initiativeId), 409, 'endpoint-disabled');
    expect(await listed(companyId)).toEqual([]);
  });
});

describe('a forged or five-minute-old signature → 401, nothing written', () => {
  test.each<[string, (one: { trackerId: string; secret: string }) => ReturnType<typeof signed>]>([
    ['of another secret', ({ trackerId }) => signed({ trackerId, secret: newSecret() })],
    ['five minutes old', (one) => signed(one, {}, { ageSeconds: 300 })],
    ['over another body', (one) => ({ ...signed(one), body: signed(one, { status: 'In progress' }).body })],
    ['that is missing', (one) => ({ ...signed(one), headers: {} as never })],
  ])('%s', async (_, requestOf) => {
    const one = await referenced(await aCompanyWithWebhook());
    const { result, items } = await watchTable(() => send(handler, inbound, requestOf(one)));
    expectProblem(result, 401, 'unauthorized');
    expect(items).toEqual([]);
  });

  test('more than 10 000 bytes are 413, whatever they are signed with', async () => {
    const one = await referenced(await aCompanyWithWebhook());
    const { result, items } = await watchTable(() => say(one, { status: 'x'.repeat(10_000) }));
    expectProblem(result, 413, 'too-large');
    expect(items).toEqual([]);
  });

  test('the old secret is good until its overlap ends, and no longer than its tracker', async () => {
    const companyId = await aCompanyWithWebhook();
    const one = await referenced(companyId);
    const params = { trackerId: one.trackerId };
    const rotate = (overlapHours: number) =>
      send(handler, routes.rotate, { companyId, params, body: { overlapHours } });
    const secret = String((await rotate(1)).body['secret']);
    expect([(await say(one)).status, (await say({ ...one, secret })).status]).toEqual([200, 200]);
    expectProblem(await rotate(1), 409, 'rotation-open');
    await rotate(0);
    expect([(await say(one)).status, (await say({ ...one, secret })).status]).toEqual([401, 401]);
    await send(handler, routes.remove, { companyId, params });
    expectProblem(await say(one), 404, 'not-found');
  });
});

describe('what cannot be', () => {
  test.each(['done', 'new', 'duplicate', ''])('a statusMap to %j is 400', async (status) => {
    const companyId = await aCompanyWithWebhook();
    const answer = await send(handler, routes.create, { companyId, body: { ...body, statusMap: { Done: status } } });
    expectProblem(answer, 400, 'validation-failed');
    expect(pointersOf(answer)).toEqual(['#/statusMap/Done']);
  });

  test('a tracker of a webhook that the company does not have is 400', async () => {
    const answer = await send(handler, routes.create, { companyId: aCompany(), body });
    expectProblem(answer, 400, 'validation-failed');
    expect(pointersOf(answer)).toEqual(['#/endpointId']);
  });

  test('nor can it have a webhook whose template cannot tell of hand-overs', async () => {
    const companyId = aCompany();
    const template = { preset: 'generic', bodyTemplate: '{"id":"{{alertId}}"}', events: ['alert.*'] };
    const endpoint = CreateWebhook.parse({ url: 'https://hooks.example.com/x', ...template });
    const made = await createWebhook(aContext({ companyId }), { body: endpoint });
    const answer = await send(handler, routes.create, { companyId, body: { ...body, endpointId: made.endpointId } });
    expect(pointersOf(answer)).toEqual(['#/endpointId']);
  });

  test.each(['x'.repeat(201), 'PROD\u0007', ' ', 'PROD\n1', ''])('the reference %j is 400', async (externalRef) => {
    const companyId = await aCompanyWithWebhook();
    const { handOverId } = await handedOver(companyId);
    const request = { companyId, params: { handOverId }, body: { externalRef } };
    const answer = await send(handler, handOvers.refer, request);
    expectProblem(answer, 400, 'validation-failed');
    expect(new Set(pointersOf(answer))).toEqual(new Set(['#/externalRef']));
  });

  test('a hand-over to a disabled endpoint is 409, and the record stays as it was', async () => {
    const companyId = await aCompanyWithWebhook();
    const { trackerId } = await aTracker(companyId);
    const { feedbackId } = await given(aContext({ companyId }));
    await disableWebhook(companyId);
    const request = { companyId, params: { feedbackId }, body: { status: 'planned', handOver: trackerId } };
    const answer = await send(triage, recordTriageRoutes.routes.decide, request);
    expectProblem(answer, 409, 'endpoint-disabled');
    expect(await triageOf(companyId, feedbackId)).toBeUndefined();
    expect(await listed(companyId)).toEqual([]);
  });

  test('a hand-over to an unknown tracker, or of a duplicate, is 400', async () => {
    const companyId = await aCompanyWithWebhook();
    const { feedbackId } = await given(aContext({ companyId }));
    const { feedbackId: duplicateOf } = await given(aContext({ companyId }), { ticketId: 'T-2' });
    const { trackerId } = await aTracker(companyId);
    for (const decision of [
      { status: 'planned', handOver: 'trk_01jd3k5w8z9x7v6t5s4r3q2p1n' },
      { status: 'duplicate', duplicateOf, handOver: trackerId },
    ]) {
      const request = { companyId, params: { feedbackId }, body: decision };
      const answer = await send(triage, recordTriageRoutes.routes.decide, request);
      expectProblem(answer, 400, 'validation-failed');
      expect(pointersOf(answer)).toEqual(['#/handOver']);
    }
  });

  test('shipped needs a reference, and a hand-over that has one gives it', async () => {
    const companyId = await aCompanyWithWebhook();
    const one = await handedOver(companyId);
    const request = { companyId, params: { feedbackId: one.feedbackId }, body: { status: 'shipped' } };
    const decideOn = () => send(triage, recordTriageRoutes.routes.decide, request);
    expectProblem(await decideOn(), 400, 'validation-failed');
    await refer(aContext({ companyId }), { handOverId: one.handOverId, body: { externalRef: 'PROD-1' } });
    expect((await decideOn()).status).toBe(200);
  });
});

test('hand-overs are found by tracker, state and record', async () => {
  const companyId = await aCompanyWithWebhook();
  const [waiting, named] = [await handedOver(companyId), await referenced(companyId)];
  const found = async (query: Record<string, string>) =>
    (await listed(companyId, query)).map(({ handOverId }) => handOverId);
  expect(await found({ trackerId: waiting.trackerId })).toEqual([waiting.handOverId]);
  expect(await found({ feedbackId: named.feedbackId })).toEqual([named.handOverId]);
  expect(await found({ state: 'referenced' })).toEqual([named.handOverId]);
  expect(await found({ state: 'waiting' })).toEqual([waiting.handOverId]);
  expect(await found({ state: 'sent' })).toEqual([]);
});

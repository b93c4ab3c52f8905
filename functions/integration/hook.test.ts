import { describe, expect, test } from 'vitest';
import { contactPreferences } from '../../shared/contact-preference/contact-preference.ts';
import { list as listFeedback } from '../../shared/feedback/feedback.list.ts';
import { hookEvents } from '../../shared/hook/hook.events.ts';
import { hookInboundRoutes, hookRoutes } from '../../shared/hook/hook.routes.ts';
import { hookDeliveries } from '../../shared/hook/hook.store.ts';
import { senders, signatureOf } from '../../shared/hook/senders.ts';
import { imported } from '../../shared/import/testing/importing.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { crudExamples, crudTests } from '../../shared/testing/crud-tests.ts';
import { playFault } from '../../shared/testing/faults.ts';
import { useFiles } from '../../shared/testing/files.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

useQueues();
useFiles();
const { routes } = hookRoutes;
const { inbound } = hookInboundRoutes.routes;

const scale = { column: 'nps', to: 'score', metric: 'nps', scaleMin: 0, scaleMax: 10 };
const text = { column: 'why', to: 'comments' };
const crud = {
  routes,
  handler,
  body: { name: 'After delivery', preset: 'typeform', resource: 'feedback', mapping: [scale, text] },
  edit: { name: 'After the call' },
  shownOnce: 'secret',
};
type Hook = { hookId: string; secret: string; preset: 'typeform' | 'delighted'; companyId: string };

async function aHook(companyId: string, body: Record<string, unknown>): Promise<Hook> {
  const { status, body: made } = await send(handler, routes.create, { companyId, body });
  expect(status).toBe(201);
  return { ...(made as Pick<Hook, 'hookId' | 'secret' | 'preset'>), companyId };
}
const ofTypeform = (companyId = aCompany(), mapping: object[] = [scale, text]) =>
  aHook(companyId, { preset: 'typeform', mapping });
const ofDelighted = (companyId = aCompany()) => aHook(companyId, { preset: 'delighted', secret: 's3cret' });

const signed = ({ hookId, secret, preset }: Hook, body: object) => ({
  params: { hookId },
  body,
  headers: { [senders[preset].header]: signatureOf(senders[preset], JSON.stringify(body), secret) },
});
const say = (hook: Hook, body: object): Promise<Answer> => send(handler, inbound, signed(hook, body));

let events = 0;
const response = (nps: number, why = 'Quick', token = 'tok1') => ({
  event_id: `e${++events}`,
  event_type: 'form_response',
  form_response: {
    token,
    submitted_at: '2026-03-04T10:00:00Z',
    hidden: { order: '77' },
    answers: [
      { type: 'number', number: nps, field: { id: '1', ref: 'nps', type: 'nps' } },
      { type: 'text', text: why, field: { id: '2', ref: 'why', type: 'long_text' } },
      { type: 'choice', choice: { label: 'Mail' }, field: { id: '3', ref: 'channel', type: 'multiple_choice' } },
    ],
  },
});
const at = Date.parse('2026-03-04T10:00:00Z') / 1_000;
const delighted = (says: object, type = 'survey_response.created') => ({
  event_id: `d${++events}`,
  event_type: type,
  event_data: {
    id: '47',
    person: { id: '7', name: 'Ana', email: 'ana@example.com' },
    survey_type: 'nps',
    created_at: at,
    updated_at: at,
    ...says,
  },
});

const deliveriesOf = async ({ hookId, companyId }: Hook, query: Record<string, string> = {}) =>
  (await send(handler, routes.deliveries, { companyId, params: { hookId }, query })).body['items'] as Answer['body'][];
const records = async ({ companyId }: Pick<Hook, 'companyId'>) =>
  (await listFeedback(aContext({ companyId }), { limit: 100 } as Parameters<typeof listFeedback>[1])).items;
const replay = ({ hookId, companyId }: Hook, deliveryId: unknown) =>
  send(handler, routes.replay, { companyId, params: { hookId, deliveryId: String(deliveryId) } });
const map = ({ hookId, companyId }: Hook, mapping: object[]) =>
  send(handler, routes.edit, { companyId, params: { hookId }, body: { mapping } });

const examples = crudExamples(crud);
const params = async (companyId: string) => ({ params: { hookId: (await ofTypeform(companyId)).hookId } });
routeTests(hookRoutes, handler, {
  list: examples.list,
  create: examples.create,
  get: examples.get,
  edit: examples.edit,
  remove: examples.remove,
  rotate: async (companyId) => ({ ...(await params(companyId)), body: { overlapHours: 1 } }),
  health: params,
  deliveries: async (companyId) => {
    const hook = await ofTypeform(companyId);
    await say(hook, response(9));
    return { params: { hookId: hook.hookId } };
  },
  replay: async (companyId) => {
    const hook = await ofTypeform(companyId, []);
    const { body } = await say(hook, response(9));
    return { params: { hookId: hook.hookId, deliveryId: String(body['deliveryId']) } };
  },
});
crudTests(crud, hookEvents);
routeTests(hookInboundRoutes, handler, {
  inbound: async (companyId) => signed(await ofTypeform(companyId), response(9)),
});

describe('what comes in', () => {
  test('from Typeform becomes a record by the mapping, once, and what is said is not kept beside it', async () => {
    const hook = await ofTypeform();
    const body = response(9);
    const answers = [await say(hook, body), await say(hook, body), await say(hook, { ...body, event_id: 'other' })];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect(await records(hook)).toMatchObject([
      {
        source: 'survey',
        type: 'survey_response',
        externalId: 'typeform:tok1',
        occurredAt: '2026-03-04T10:00:00.000Z',
        scores: [{ metric: 'nps', value: 9, scaleMin: 0, scaleMax: 10 }],
        comments: 'Quick',
        data: { 'hidden.order': '77', channel: 'Mail' },
        version: 1,
      },
    ]);
    const deliveries = await deliveriesOf(hook);
    expect(deliveries.map(({ state, reason }) => [state, reason])).toEqual([
      ['skipped', 'unchanged'],
      ['taken', undefined],
    ]);
    const stored = await hookDeliveries.find(aContext(hook), deliveries[1]?.['deliveryId'] as Id<'hookDelivery'>);
    expect(JSON.stringify(stored)).not.toContain('Quick');
  });

  test('A Delighted response by CSV and by webhook → one record', async () => {
    const hook = await ofDelighted();
    const csv = 'Response ID,Score,Comment,Created At,Person Email\n47,9,Fine,2026-03-04T10:00:00Z,ana@example.com';
    await imported(aContext(hook), csv, { preset: 'delighted' });
    await say(hook, delighted({ score: 9, comment: 'Fine' }));
    expect(await records(hook)).toMatchObject([{ externalId: 'delighted:47', comments: 'Fine' }]);
  });

  test('Webhook comment after score, and before it → one record with both', async () => {
    for (const [first, second] of [
      [{ score: 9 }, { score: null, comment: 'Fine' }],
      [{ score: null, comment: 'Fine' }, { score: 9 }],
    ] as const) {
      const hook = await ofDelighted();
      await say(hook, delighted(first));
      await say(hook, delighted({ ...second, updated_at: at + 60 }, 'survey_response.updated'));
      expect(await records(hook)).toMatchObject([{ comments: 'Fine', scores: [{ metric: 'nps', value: 9 }] }]);
    }
  });

  test('an older updated_at is ignored', async () => {
    const hook = await ofDelighted();
    await say(hook, delighted({ score: 9, updated_at: at + 60 }, 'survey_response.updated'));
    await say(hook, delighted({ score: 2 }));
    expect(await records(hook)).toMatchObject([{ scores: [{ value: 9 }], version: 1 }]);
    expect(await deliveriesOf(hook, { state: 'skipped' })).toMatchObject([{ reason: 'older' }]);
  });

  test('unsubscribe.created → opt-out', async () => {
    const hook = await ofDelighted();
    const event = { event_id: 'u1', event_type: 'unsubscribe.created' };
    await say(hook, { ...event, event_data: { person_id: '7', email: 'Ana@example.com', unsubscribed_at: at } });
    expect(await contactPreferences(aContext(hook), 'ana@example.com')).toMatchObject({ optedOut: true });
    await say(hook, { ...event, event_id: 'u2', event_data: {} });
    expect(await deliveriesOf(hook)).toMatchObject([
      { state: 'refused', problems: [{ column: 'email' }] },
      { state: 'taken' },
    ]);
  });

  test('with a number whose scale nobody says waits as scale_unknown and can be replayed', async () => {
    const hook = await ofTypeform(undefined, [text]);
    const { body } = await say(hook, response(9));
    expect(await records(hook)).toEqual([]);
    expect(await deliveriesOf(hook)).toMatchObject([{ state: 'scale_unknown', problems: [{ code: 'scale_unknown' }] }]);
    expect((await replay(hook, body['deliveryId'])).body).toMatchObject({ state: 'scale_unknown' });
    await map(hook, [scale, text]);
    const { status, body: taken } = await replay(hook, body['deliveryId']);
    expect([status, taken['state'], taken['problems']]).toEqual([202, 'taken', undefined]);
    expect(await records(hook)).toMatchObject([{ scores: [{ value: 9, scaleMax: 10 }] }]);
    expectProblem(await replay(hook, body['deliveryId']), 409, 'conflict');
    const other = await ofTypeform(hook.companyId);
    expectProblem(await replay(other, body['deliveryId']), 404, 'not-found');
  });

  test('that is broken, off its scale or not for us is answered with 202 and told in the list', async () => {
    const hook = await ofTypeform();
    const form = { event_type: 'form_response' };
    for (const body of [form, { ...form, form_response: { token: 1 } }, response(11), { event_type: 'other' }])
      expect((await say(hook, body)).status).toBe(202);
    const told = (await deliveriesOf(hook)).map(({ state, reason, problems }) => [
      state,
      reason ?? (problems as { code: string }[])[0]?.code,
    ]);
    expect(told.toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1))).toEqual([
      ['refused', 'off_scale'],
      ['refused', 'value_invalid'],
      ['refused', 'value_invalid'],
      ['skipped', 'other_event'],
    ]);
    expect(await records(hook)).toEqual([]);
  });

  test('with a text in the place of a number is refused, and the list does not repeat the text', async () => {
    const hook = await ofDelighted();
    await say(hook, delighted({ score: 'ana@example.com' }));
    const deliveries = await deliveriesOf(hook);
    expect(deliveries).toMatchObject([{ state: 'refused', problems: [{ code: 'not_a_number' }] }]);
    expect(JSON.stringify(deliveries)).not.toContain('ana@');
  });

  test('whose working failed midway is gone on with when it comes again', async () => {
    const hook = await ofDelighted();
    const body = delighted({ score: 9 });
    const mend = playFault('throttle', (name, _, input) => name.startsWith('TransactWrite') && input.includes(':hook'));
    const { status } = await say(hook, body);
    mend();
    expect(status).toBeGreaterThanOrEqual(429);
    expect(await deliveriesOf(hook)).toMatchObject([{ state: 'received' }]);
    expect((await say(hook, body)).status).toBe(202);
    expect(await deliveriesOf(hook)).toMatchObject([{ state: 'taken' }]);
    expect(await records(hook)).toHaveLength(1);
  });
});

describe('a request', () => {
  test('with a wrong signature is answered with 401 before it is read, and only counted', async () => {
    const hook = await ofTypeform();
    const { headers, ...request } = signed(hook, response(9));
    expectProblem(await send(handler, inbound, request), 401, 'unauthorized');
    expectProblem(await send(handler, inbound, { ...request, headers, body: [1] }), 401, 'unauthorized');
    const { companyId, hookId } = hook;
    expect((await send(handler, routes.health, { companyId, params: { hookId } })).body).toEqual({ refused: 2 });
    expect(await deliveriesOf(hook)).toEqual([]);
    expect(await records(hook)).toEqual([]);
  });

  test('above the rate of its hook is 429 with the time to wait; unsigned ones do not use the rate up', async () => {
    const { companyId } = aContext();
    const hook = await aHook(companyId, { preset: 'typeform', mapping: [scale, text], perMinute: 3 });
    const { headers: _, ...unsigned } = signed(hook, response(9));
    for (let index = 0; index < 8; index++) expectProblem(await send(handler, inbound, unsigned), 401, 'unauthorized');
    const answers: Answer[] = [];
    for (let index = 0; index < 8; index++) answers.push(await say(hook, response(9, 'Quick', `tok-${index}`)));
    const taken = answers.filter(({ status }) => status === 202);
    const refused = answers.filter(({ status }) => status === 429);
    // The minute may turn once on the way.
    expect(taken.length).toBeGreaterThanOrEqual(3);
    expect(taken.length).toBeLessThanOrEqual(6);
    expect(taken.length + refused.length).toBe(8);
    for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(await records(hook)).toHaveLength(taken.length);
    // The rate is the hook's own.
    expect((await say(await ofTypeform(companyId), response(9))).status).toBe(202);
  });

  test('to a hook that there is not, or no more, is not found; its records stay', async () => {
    const hook = await ofTypeform();
    await say(hook, response(9));
    await send(handler, routes.remove, { companyId: hook.companyId, params: { hookId: hook.hookId } });
    expectProblem(await say(hook, response(8)), 404, 'not-found');
    expect(await records(hook)).toHaveLength(1);
  });

  test('may bear the old secret until the overlap ends, and the new one at once', async () => {
    const hook = await ofDelighted();
    const rotate = (body: object) =>
      send(handler, routes.rotate, { companyId: hook.companyId, params: { hookId: hook.hookId }, body });
    const missing = await rotate({ overlapHours: 1 });
    expectProblem(missing, 400, 'validation-failed');
    expect(missing.body['errors']).toMatchObject([{ pointer: '#/secret' }]);
    expect((await rotate({ overlapHours: 1, secret: 'n3w' })).body).toMatchObject({ secret: 'n3w' });
    expect((await say(hook, delighted({ score: 9 }))).status).toBe(202);
    expect((await say({ ...hook, secret: 'n3w' }, delighted({ score: 9 }))).status).toBe(202);
    expectProblem(await rotate({ overlapHours: 1, secret: 'n3wer' }), 409, 'rotation-open');
    await rotate({ overlapHours: 0, secret: 'n3wer' });
    expectProblem(await say(hook, delighted({ score: 9 })), 401, 'unauthorized');
  });
});

test.each([
  [{ preset: 'qualtrics' }, '#/preset'],
  [{ preset: 'delighted' }, '#/secret'],
  [{ preset: 'typeform', secret: 'with space' }, '#/secret'],
  [{ preset: 'typeform', resource: 'survey' }, '#/resource'],
  [{ preset: 'typeform', perMinute: 0 }, '#/perMinute'],
  [{ preset: 'typeform', mapping: [{ column: 'nps', to: 'score' }] }, '#/mapping/0/metric'],
])('a hook with %j is refused', async (body, pointer) => {
  const answer = await send(handler, routes.create, { body });
  expectProblem(answer, 400, 'validation-failed');
  expect(answer.body['errors']).toMatchObject([{ pointer }]);
});

test('hooks are listed by whose they are', async () => {
  const companyId = aCompany();
  const [one, other] = [await ofTypeform(companyId), await ofDelighted(companyId)];
  const listed = async (preset: string) =>
    (await send(handler, routes.list, { companyId, query: { preset } })).body['items'] as Answer['body'][];
  expect(await listed('typeform')).toMatchObject([{ hookId: one.hookId }]);
  expect(await listed('delighted')).toMatchObject([{ hookId: other.hookId }]);
});

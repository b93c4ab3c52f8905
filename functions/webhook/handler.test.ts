import { beforeAll, describe, expect, test } from 'vitest';
import { builtInRoles } from '../../shared/kernel/roles.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { crudExamples, crudTests } from '../../shared/testing/crud-tests.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { fanOut } from '../../shared/webhook/fan-out.ts';
import { webhookEvents } from '../../shared/webhook/webhook.events.ts';
import { webhookRoutes } from '../../shared/webhook/webhook.routes.ts';
import { handler } from './handler.ts';

// An exception of the configuration is not looked up in the DNS.
beforeAll(() => void (process.env['WEBHOOK_ALLOWED'] = 'hooks.example.com:443,127.0.0.1:9'));

const { routes } = webhookRoutes;
const body = {
  url: 'https://hooks.example.com/heed',
  events: ['FeedbackAnalysed', 'initiative.*'],
  filter: { source: 'support_ticket' },
  description: 'Chat of the care team',
  maxPerSecond: 5,
};
const crud = { routes, handler, body, edit: { maxPerSecond: 7 }, shownOnce: 'secret' };
const examples = crudExamples(crud);
useQueues();

const made = async (companyId: string, more: object = {}) => {
  const answer = await send(handler, routes.create, { companyId, body: { ...body, ...more } });
  return { ...answer, params: { endpointId: String(answer.body['endpointId']) } };
};
async function withDelivery(companyId: string) {
  const { params } = await made(companyId, { filter: undefined });
  await fanOut(aContext({ companyId }), [
    { type: 'FeedbackAnalysed', detail: { eventId: `fb_1:${params.endpointId}`, at: new Date().toISOString() } },
  ]);
  const { body: page } = await send(handler, routes.deliveries, { companyId, params });
  const [{ deliveryId } = { deliveryId: '' }] = page['items'] as { deliveryId: string }[];
  return { params: { ...params, deliveryId }, body: {} };
}

routeTests(webhookRoutes, handler, {
  ...examples,
  rotate: async (companyId) => ({ ...(await examples.get(companyId)), body: { overlapHours: 1 } }),
  pause: async (companyId) => ({ ...(await examples.get(companyId)), body: {} }),
  enable: async (companyId) => ({ ...(await examples.get(companyId)), body: { replaySinceDisabled: true } }),
  health: examples.get,
  test: async (companyId) => {
    const { params } = await made(companyId, { url: 'http://127.0.0.1:9/' });
    return { params, body: { type: 'FeedbackAnalysed' } };
  },
  preview: async (companyId) => ({ ...(await examples.get(companyId)), body: { type: 'FeedbackAnalysed' } }),
  replayMany: async (companyId) => ({ ...(await examples.get(companyId)), body: { failed: true } }),
  deliveries: async (companyId) => {
    const { endpointId } = (await withDelivery(companyId)).params;
    return { params: { endpointId } };
  },
  delivery: async (companyId) => ({ params: (await withDelivery(companyId)).params }),
  replay: withDelivery,
  eventTypes: () => ({}),
});
crudTests(crud, webhookEvents);

const pointersOf = ({ body: problem }: { body: Record<string, unknown> }) =>
  (problem['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);

describe('who may', () => {
  test('managers read, admins and machines write', () => {
    const may = (role: keyof typeof builtInRoles) =>
      builtInRoles[role].filter((permission) => permission.startsWith('webhooks:'));
    expect(may('admin')).toEqual(['webhooks:read', 'webhooks:write']);
    expect(may('manager')).toEqual(['webhooks:read']);
    expect([...may('analyst'), ...may('agent')]).toEqual([]);
  });
});

describe('the secret', () => {
  test('is shown with the answer that makes it, also when that is repeated, and nowhere else', async () => {
    const companyId = aCompany();
    const request = { companyId, body, headers: { 'idempotency-key': 'k' } };
    const { result, written } = await watchTable(async () => {
      const first = await send(handler, routes.create, request);
      const again = await send(handler, routes.create, request);
      expect(again.text).toBe(first.text);
      return first;
    });
    const secret = String(result.body['secret']);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect([...written].filter((text) => text.includes(secret.slice(6)))).toEqual([]);
    const params = { endpointId: String(result.body['endpointId']) };
    const others = [
      await send(handler, routes.get, { companyId, params }),
      await send(handler, routes.list, { companyId }),
    ];
    for (const { text } of others) expect(text).not.toMatch(/secret"|whsec_|k\d\./);
  });

  test('once replaced is not shown to who repeats the request that made it', async () => {
    const companyId = aCompany();
    const request = { companyId, body, headers: { 'idempotency-key': 'k' } };
    const params = { endpointId: String((await send(handler, routes.create, request)).body['endpointId']) };
    await send(handler, routes.rotate, { companyId, params, body: {} });
    expect((await send(handler, routes.create, request)).body).not.toHaveProperty('secret');
  });

  test('is replaced once at a time; without an overlap at any time', async () => {
    const companyId = aCompany();
    const { params, body: first } = await made(companyId);
    const rotate = (overlapHours: number) =>
      send(handler, routes.rotate, { companyId, params, body: { overlapHours } });
    const second = await rotate(24);
    expect(second.body['secret']).toMatch(/^whsec_/);
    expect(second.body['secret']).not.toBe(first['secret']);
    const hours = (Date.parse(String(second.body['oldSecretUntil'])) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expectProblem(await rotate(1), 409, 'rotation-open');
    const third = await rotate(0);
    expect(third.status).toBe(200);
    expect(third.body).not.toHaveProperty('oldSecretUntil');
    expect((await rotate(168)).status).toBe(200);
    expect(pointersOf(await rotate(169))).toEqual(['#/overlapHours']);
  });
});

describe('headers of its own', () => {
  test('are shown without their values, and keep them when they are sent back so', async () => {
    const companyId = aCompany();
    const { result, written } = await watchTable(async () => {
      const { params } = await made(companyId, { headers: { 'x-team': 'planted-word' } });
      const kept = { headers: { 'x-team': '***' }, maxPerSecond: 9 };
      const answer = await send(handler, routes.edit, { companyId, params, body: kept });
      const unknown = await send(handler, routes.edit, { companyId, params, body: { headers: { 'x-new': '***' } } });
      expect(pointersOf(unknown)).toEqual(['#/headers/x-new']);
      return answer;
    });
    expect(result.body['headers']).toEqual({ 'x-team': '***' });
    expect([...written].filter((text) => text.includes('planted-word'))).toEqual([]);
  });

  test.each(['host', 'authorization', 'content-type', 'x-a b'])('may not be called %s', async (name) => {
    const answer = await made(aCompany(), { headers: { [name]: 'v' } });
    expect({ status: answer.status, at: pointersOf(answer)[0] }).toEqual({ status: 400, at: `#/headers/${name}` });
  });

  test('have no line breaks in their values', async () => {
    const answer = await made(aCompany(), { headers: { 'x-a': 'a\r\nb' } });
    expect(pointersOf(answer)).toEqual(['#/headers/x-a']);
  });
});

describe('what cannot be an endpoint', () => {
  test.each([
    'http://2130706433',
    'https://0x7f.1',
    'https://[::ffff:10.0.0.1]',
    'https://a.b@c.d',
    'https://x.example:8443',
    'https://localhost',
    'http://hooks.example.org',
    'no url',
  ])('%s is refused with its pointer', async (url) => {
    const answer = await made(aCompany(), { url });
    expectProblem(answer, 400, 'validation-failed');
    expect(pointersOf(answer)).toEqual(['#/url']);
  });

  test('a URL that it is changed to is checked, too', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId);
    const answer = await send(handler, routes.edit, { companyId, params, body: { url: 'https://10.0.0.1' } });
    expect(pointersOf(answer)).toEqual(['#/url']);
  });

  test('unknown events and nouns are named', async () => {
    const answer = await made(aCompany(), {
      events: ['FeedbackAnalysed', 'FeedbackEaten', 'tomato.*'],
      filter: undefined,
    });
    expect(pointersOf(answer)).toEqual(['#/events/1', '#/events/2']);
  });

  test.each(['comments', 'note', 'analysis', 'scores'])(
    'a filter on %s, which is no plain fact, is refused',
    async (name) => {
      expect(pointersOf(await made(aCompany(), { filter: { [name]: 'angry' } }))).toEqual([`#/filter/${name}`]);
    },
  );

  test('the 51st is refused, also of many at once', async () => {
    const companyId = aCompany();
    for (let count = 0; count < 48; count++) await made(companyId);
    const answers = await Promise.all([1, 2, 3, 4].map(() => made(companyId)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    for (const answer of answers.filter(({ status }) => status !== 201)) expectProblem(answer, 409, 'conflict');
  });
});

describe('messages for chats', () => {
  const template = (document: object) => JSON.stringify(document);
  const posted = async (companyId: string, more: object, detail: object) => {
    const { params } = await made(companyId, { events: ['InitiativeCreated'], filter: undefined, ...more });
    const eventId = `ini_1:${params.endpointId}`;
    await fanOut(aContext({ companyId }), [
      { type: 'InitiativeCreated', detail: { eventId, at: new Date().toISOString(), ...detail } },
    ]);
    const { body: page } = await send(handler, routes.deliveries, { companyId, params });
    const [{ deliveryId } = { deliveryId: '' }] = page['items'] as { deliveryId: string }[];
    const { body: found } = await send(handler, routes.delivery, { companyId, params: { ...params, deliveryId } });
    return JSON.parse((found['request'] as { body: string }).body) as Record<string, unknown>;
  };

  test('are what is sent, and no value of an event can change them or call anybody', async () => {
    const companyId = aCompany();
    const bodyTemplate = template({ text: '{{event}} by {{company}}: {{status}}' });
    const message = await posted(companyId, { preset: 'slack', bodyTemplate }, { status: '"},{"x":"<!channel>' });
    expect(message).toEqual({
      text: `Initiative created by ${companyId}: "},{"x":"&lt;!channel&gt;`,
      unfurl_links: false,
    });
  });

  test('are ready made where no template is given', async () => {
    const message = await posted(aCompany(), { preset: 'teams' }, { status: 'planned' });
    expect(message).toMatchObject({ type: 'message', attachments: [{ content: { type: 'AdaptiveCard' } }] });
  });

  test.each([
    ['{', 'must be a JSON document'],
    [template({ text: '{{nothing}}' }), 'has {{nothing}}, which none of these events states'],
    [template({ text: '{{constructor}}' }), 'has {{constructor}}, which none of these events states'],
    [template({ text: 'x', '{{status}}': 'x' }), 'must have placeholders in values only, not in names'],
    [template({ text: 'x', blocks: Array.from({ length: 51 }, () => ({})) }), 'must have at most 50 blocks'],
  ])('are not made of %j', async (bodyTemplate, detail) => {
    const companyId = aCompany();
    const errors = [{ pointer: '#/bodyTemplate', detail }];
    expect((await made(companyId, { preset: 'slack', bodyTemplate })).body).toMatchObject({ errors });
    const { params } = await made(companyId, { preset: 'slack' });
    const tried = { companyId, params, body: { type: 'FeedbackAnalysed', bodyTemplate } };
    expect((await send(handler, routes.preview, tried)).body).toMatchObject({ errors });
    const changed = { companyId, params, body: { bodyTemplate } };
    expect((await send(handler, routes.edit, changed)).body).toMatchObject({ errors });
  });

  test('are not made of a template over 16 KB, nor for a preset that is unknown', async () => {
    const long = template({ text: 'x'.repeat(16_384) });
    expect(pointersOf(await made(aCompany(), { preset: 'slack', bodyTemplate: long }))).toEqual(['#/bodyTemplate']);
    expect(pointersOf(await made(aCompany(), { preset: 'discord' }))).toEqual(['#/preset']);
  });

  test('are shown beforehand, by the template of the endpoint or another', async () => {
    const companyId = aCompany();
    const { params } = await made(companyId, { preset: 'slack', bodyTemplate: template({ text: '{{event}}!' }) });
    const preview = async (more: object) => {
      const request = { companyId, params, body: { type: 'InitiativeCreated', ...more } };
      return (await send(handler, routes.preview, request)).body['body'];
    };
    expect(await preview({})).toBe('{"unfurl_links":false,"text":"Initiative created!"}');
    const other = template({ text: '{{status}}?' });
    expect(await preview({ bodyTemplate: other })).toBe('{"unfurl_links":false,"text":"planned?"}');
    expect(pointersOf(await send(handler, routes.preview, { companyId, params, body: { type: 'Tomato' } }))).toEqual([
      '#/type',
    ]);
  });

  test.each([
    ['slack', 1],
    ['teams', 4],
    ['standard', 10],
  ])('are sent at the pace of %s unless another is given', async (preset, pace) => {
    const companyId = aCompany();
    const { params, body: endpoint } = await made(companyId, { preset, maxPerSecond: undefined });
    expect(endpoint['maxPerSecond']).toBe(pace);
    const edit = async (maxPerSecond: number | null) =>
      (await send(handler, routes.edit, { companyId, params, body: { maxPerSecond } })).body['maxPerSecond'];
    expect(await edit(7)).toBe(7);
    expect(await edit(null)).toBe(pace);
  });
});

test('the types of events come with their schema and an example of each', async () => {
  const { body: types } = await send(handler, routes.eventTypes, { companyId: aCompany() });
  const items = types['items'] as { type: string; noun: string; volume: string; sample: object; schema: object }[];
  expect(items).toContainEqual(
    expect.objectContaining({ type: 'FeedbackAnalysed', noun: 'feedback', volume: 'normal' }),
  );
  for (const { sample, schema } of items) expect([sample, schema]).not.toContainEqual({});
});

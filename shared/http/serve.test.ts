import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { newId } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import { companyPrefix, dbFor, tableName } from '../kernel/table.ts';
import { commit } from '../kernel/write.ts';
import { aCompany } from '../testing/context.ts';
import { playFault } from '../testing/faults.ts';
import { logged } from '../testing/logged.ts';
import { type Answer, expectProblem, send } from '../testing/call.ts';
import { defineRoutes } from './contract.ts';
import { serve } from './serve.ts';

const Note = z.object({ id: z.string(), version: z.number() });
const contract = defineRoutes('note', {
  add: {
    method: 'POST',
    path: '/notes',
    summary: 'Adds a note',
    permission: 'feedback:write',
    body: z.strictObject({ text: z.string() }),
    reply: { 201: Note },
  },
  read: { method: 'GET', path: '/notes', summary: 'Reads', permission: 'feedback:read', reply: { 200: Note } },
});
const { add, read } = contract.routes;
const pk = (companyId: string) => `${companyPrefix(companyId)}note`;
let failure: Error | undefined;

const handler = serve(contract, {
  add: async (ctx, { body }) => {
    const note = { id: newId('event'), version: 1 };
    const item = { pk: pk(ctx.companyId), sk: note.id, ...body };
    await commit(ctx, [{ Put: { TableName: tableName(), Item: item } }], { status: 201, body: note });
    return note;
  },
  read: () => {
    if (failure) throw failure;
    return { id: 'x', version: 7, secret: 'stored, never shown' };
  },
});

const count = async (companyId: string): Promise<number | undefined> => {
  const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk(companyId) } };
  return (await dbFor(companyId).send(new QueryCommand({ TableName: tableName(), ...query }))).Count;
};
const post = (companyId: string, key: string, body: unknown = { text: 'a' }) =>
  send(handler, add, { companyId, body, headers: { 'idempotency-key': key } });

let stop = () => {};
afterEach(() => {
  stop();
  failure = undefined;
});

describe('an Idempotency-Key', () => {
  test('gives the same answer again and writes once', async () => {
    const companyId = aCompany();
    const first = await post(companyId, 'k');
    const second = await post(companyId, 'k');
    expect(second).toMatchObject({ status: 201, body: first.body, headers: { 'idempotency-replayed': 'true' } });
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect(await count(companyId)).toBe(1);
  });

  test('with another body is 409 and writes nothing', async () => {
    const companyId = aCompany();
    await post(companyId, 'k');
    expectProblem(await post(companyId, 'k', { text: 'b' }), 409, 'idempotency-mismatch');
    expect(await count(companyId)).toBe(1);
  });

  test('means nothing to another company', async () => {
    const [mine, theirs] = [aCompany(), aCompany()];
    const first = await post(mine, 'k');
    expect((await post(theirs, 'k')).body).not.toEqual(first.body);
  });

  test('survives an answer that was lost after the commit', async () => {
    const companyId = aCompany();
    stop = playFault('commitThenThrow', (name) => name === 'TransactWriteItemsCommand');
    expect((await post(companyId, 'k')).status).toBe(503);
    stop();
    expect(await post(companyId, 'k')).toMatchObject({ status: 201, headers: { 'idempotency-replayed': 'true' } });
    expect(await count(companyId)).toBe(1);
  });

  test('used by ten requests at once writes once, and all get the same answer', async () => {
    const companyId = aCompany();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(companyId, 'k')));
    const settled = answers.filter(({ status }) => status === 201);
    expect(new Set(settled.map(({ text }) => text)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201 || status === 503)).toBe(true);
    expect(await count(companyId)).toBe(1);
  });

  test.each(['', 'é', 'x'.repeat(256), 'a\nb'])('that is malformed (%j) is 400', async (key) => {
    expectProblem(await post(aCompany(), key), 400, 'invalid-idempotency-key');
  });
});

describe('a reply', () => {
  test('carries its version as ETag and strips stored fields', async () => {
    vi.stubEnv('STRICT_REPLIES', '');
    expect(await send(handler, read, {})).toMatchObject({ headers: { etag: '"7"' }, body: { id: 'x', version: 7 } });
    expect((await send(handler, read, {})).text).not.toContain('secret');
    vi.unstubAllEnvs();
  });

  test('to an unexpected error tells nothing internal', async () => {
    failure = new Error('table heed-secret-name at 10.0.0.1');
    const answer = await send(handler, read, {});
    expectProblem(answer, 500, 'internal');
    expect(answer.text).not.toContain('secret');
  });

  test('to a throttled table is 503 with Retry-After', async () => {
    stop = playFault('throttle', () => true);
    const answer = await send(handler, add, { companyId: aCompany(), body: { text: 'a' } });
    expectProblem(answer, 503, 'unavailable');
    expect(answer.headers['retry-after']).toBe('1');
  });

  test('is not for scripts of other sites, unless the route says so', async () => {
    const headers = { origin: 'https://elsewhere.example' };
    expect((await send(handler, read, { headers })).headers).not.toHaveProperty('access-control-allow-origin');
    expectProblem(await send(handler, read, { headers, method: 'OPTIONS' }), 405, 'method-not-allowed');
  });

  test('to an unknown path is a 404 of ours, not the gateway’s', async () => {
    expectProblem(await send(handler, { ...read, path: '/notes/none' }, {}), 404, 'not-found');
  });

  test('to a method that the path does not have is 405 and names those that it has', async () => {
    const answer = await send(handler, { ...read, method: 'PUT' }, {});
    expectProblem(answer, 405, 'method-not-allowed');
    expect(answer.headers['allow']).toBe('GET, POST');
  });
});

describe('the log', () => {
  const seen = async (options: Parameters<typeof send>[2], route: typeof add | typeof read = read) => {
    let answer: Answer | undefined;
    const lines = await logged(async () => (answer = await send(handler, route, options)));
    return { requestId: answer?.body['requestId'], lines };
  };

  test('of a defect has the requestId of the reply, the route and the company', async () => {
    failure = new Error('table heed-secret-name');
    const { requestId, lines } = await seen({ companyId: 'acme' });
    expect(lines).toMatchObject([
      { level: 'ERROR', message: 'internal error', requestId, route: 'GET /notes', company: 'acme', name: 'Error' },
    ]);
    expect(lines[0]?.['frames']).toContainEqual(expect.stringContaining('serve.test.ts'));
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  test('of a refusal has the requestId of the reply', async () => {
    const { requestId, lines } = await seen({ companyId: 'acme', body: { text: 1 } }, add);
    expect(lines).toMatchObject([{ message: 'refused', requestId, status: 400, code: 'validation-failed' }]);
  });

  test('of one request says nothing of the request before', async () => {
    await seen({ companyId: 'acme' });
    const { requestId, lines } = await seen({ token: false });
    expect(lines).toMatchObject([{ message: 'refused', requestId, status: 401 }]);
    expect(lines[0]).not.toHaveProperty('company');
    const [afterwards] = await logged(async () => log.info('something else'));
    expect(Object.keys(afterwards ?? {})).not.toContain('route');
  });
});

test('a forged forwarding header does not change who is seen calling', async () => {
  let seen = '';
  const spy = serve(defineRoutes('note', { read }), {
    read: (_, { request }) => {
      seen = request.sourceIp;
      return { id: 'x', version: 1 };
    },
  });
  await send(spy, read, { headers: { 'x-forwarded-for': '203.0.113.9' } });
  expect(seen).toBe('192.0.2.1');
});

test('the guard stands between a verb and another company', async () => {
  const rogue = serve(defineRoutes('note', { add }), {
    add: async (ctx, { body }) => {
      await ctx.db.send(new PutCommand({ TableName: tableName(), Item: { pk: pk('someone-else'), sk: '1', ...body } }));
      return { id: 'x', version: 1 };
    },
  });
  expectProblem(await send(rogue, add, { companyId: aCompany(), body: { text: 'a' } }), 500, 'internal');
  expect(await count('someone-else')).toBe(0);
});

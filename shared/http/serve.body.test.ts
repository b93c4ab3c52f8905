import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { expectProblem, send } from '../testing/call.ts';
import { defineRoutes } from './contract.ts';
import { serve } from './serve.ts';

const body = z.strictObject({ text: z.string() });
const common = {
  method: 'POST',
  summary: 'Add a note',
  permission: 'feedback:write',
  body,
  reply: { 201: body },
} as const;
const contract = defineRoutes('note', {
  add: { ...common, path: '/notes' },
  post: { ...common, path: '/forms', form: true, maxBytes: 1_000 },
  touch: { ...common, path: '/touch', body: undefined, reply: { 204: null } },
});
const { add, post, touch } = contract.routes;
const handler = serve(contract, {
  add: (_, input) => input.body,
  post: (_, input) => input.body,
  touch: () => undefined,
});

const bytes = (...parts: (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));
/** As the gateway passes a text body: decoded, with U+FFFD in the place of what is no UTF-8. */
const decoded = (sent: Uint8Array) => ({
  body: new TextDecoder('utf-8').decode(sent),
  headers: { 'content-type': 'application/json', 'content-length': String(sent.length) },
});

describe('a JSON body', () => {
  const headers = { 'content-type': 'application/json' };

  test.each([
    ['broken', '{"a":'],
    ['empty', ''],
    ['with a key twice', '{"a":1,"a":2}'],
    ['with a prototype key', '{"__proto__":{"a":1}}'],
    ['nested too deep', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['with bytes that are not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])],
  ])('that is %s is 400', async (_, sent) => {
    expectProblem(await send(handler, add, { body: sent, headers }), 400, 'invalid-json');
  });

  test.each([
    ['an overlong slash', bytes('{"text":"a', 0xc0, 0xaf, '"}')],
    ['a surrogate', bytes('{"text":"', 0xed, 0xa0, 0x80, '"}')],
    ['half a character', bytes('{"text":"é', 0xc3, '"}')],
    ['Latin-1', bytes('{"text":"na', 0xef, 've \ufffd"}')],
  ])('in which the gateway replaced %s is 400', async (_, sent) => {
    expectProblem(await send(handler, add, decoded(sent)), 400, 'invalid-json');
  });

  test('may hold U+FFFD itself; without a length nobody knows whether it was sent, unless it is escaped', async () => {
    const whole = decoded(bytes('{"text":"\ufffd"}'));
    expect(await send(handler, add, whole)).toMatchObject({ status: 201, body: { text: '\ufffd' } });
    const { 'content-length': _, ...without } = whole.headers;
    const chunked = (text: string) => send(handler, add, { body: text, headers: { ...without, 'content-length': '' } });
    expectProblem(await chunked(whole.body), 400, 'invalid-json');
    expect(await chunked('{"text":"\\ufffd"}')).toMatchObject({ status: 201, body: { text: '\ufffd' } });
  });
});

describe('a body', () => {
  test.each(['text/xml', 'text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', ''])(
    'of content type %j is 415 where JSON is taken',
    async (type) => {
      const answer = await send(handler, add, { body: '{"text":"a"}', headers: { 'content-type': type } });
      expectProblem(answer, 415, 'unsupported-media-type');
    },
  );

  test('that is compressed is 415', async () => {
    const answer = await send(handler, add, { body: { text: 'a' }, headers: { 'content-encoding': 'gzip' } });
    expectProblem(answer, 415, 'unsupported-media-type');
  });

  test.each([
    ['1 MB', add, 1_000_000],
    ['the limit of its route', post, 1_000],
  ])('over %s is 413, in bytes', async (_, route, limit) => {
    const of = (text: string) => send(handler, route, { body: { text } });
    const space = limit - JSON.stringify({ text: '' }).length;
    expect((await of('x'.repeat(space))).status).toBe(201);
    expectProblem(await of('x'.repeat(space + 1)), 413, 'too-large');
    expectProblem(await of('é'.repeat(space / 2 + 1)), 413, 'too-large');
  });

  test('where none is taken is 400', async () => {
    expect((await send(handler, touch, {})).status).toBe(204);
    expectProblem(await send(handler, touch, { body: { text: 'a' } }), 400, 'validation-failed');
  });
});

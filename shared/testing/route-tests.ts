import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Contract, type Route, routeKey } from '../http/contract.ts';
import type { HttpHandler } from '../http/serve.ts';
import { type Permission, permissions } from '../kernel/permissions.ts';
import { aCompany } from './context.ts';
import { extremeValueTests } from './extreme-values.ts';
import { aLambdaContext, anEvent, type EventOptions } from './http-event.ts';
import { raceTests } from './race-tests.ts';

/** A valid request for a route, and how to prepare the company it is sent for. */
export type Example = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
};
export type Examples<C extends Contract> = {
  [Op in keyof C['routes']]: (companyId: string) => Promise<Example> | Example;
};

export type Answer = { status: number; headers: Record<string, unknown>; body: Record<string, unknown>; text: string };

/** Sends an event through a handler as API Gateway would. */
export async function send(handler: HttpHandler, route: Route, options: EventOptions): Promise<Answer> {
  const result: APIGatewayProxyStructuredResultV2 = await handler(anEvent(route, options), aLambdaContext());
  const text = result.body ?? '';
  const json = String(result.headers?.['content-type'] ?? '').includes('json') && text !== '';
  return {
    status: result.statusCode ?? 0,
    headers: result.headers ?? {},
    body: json ? (JSON.parse(text) as Record<string, unknown>) : {},
    text,
  };
}

/**
 * The security and validation suite that every route gets: no token 401, missing permission 403,
 * another company's record 404, each required field missing or broken 400 with its pointer, unknown
 * fields and parameters 400, wrong content type 415, broken JSON 400, oversized 413, many callers at once,
 * and a reply that parses. Examples prepare what a route needs, so no route can be forgotten.
 */
export function routeTests<C extends Contract>(contract: C, handler: HttpHandler, examples: Examples<C>): void {
  for (const [name, route] of Object.entries(contract.routes)) {
    const example = examples[name as keyof C['routes']];
    const prepared = async () => {
      const companyId = aCompany();
      return { companyId, ...(await example(companyId)) };
    };
    describe(routeKey(route), () => {
      test('a valid request gets a declared reply', async () => {
        const { status, headers } = await send(handler, route, await prepared());
        expect(Object.keys(route.reply).map(Number)).toContain(status);
        if (!route.contentType) expect(headers['cache-control']).toBe('no-store');
      });
      if (route.permission !== 'public') accessTests(handler, route, route.permission, prepared);
      if (route.params && route.permission !== 'public') tenancyTests(handler, route, prepared);
      queryTests(handler, route, prepared);
      if (route.body) bodyTests(handler, route, prepared);
      if (route.method !== 'GET') {
        raceTests({ contract, route, prepared, send: (one, request) => send(handler, one, request) });
      }
      if (route.body) {
        extremeValueTests(route.body, async (alter) => {
          const valid = await prepared();
          return send(handler, route, { ...valid, body: alter(valid.body) });
        });
      }
    });
  }
}

type Prepared = () => Promise<Example & { companyId: string }>;

function accessTests(handler: HttpHandler, route: Route, permission: Permission, prepared: Prepared): void {
  test('no token is 401', async () => {
    const answer = await send(handler, route, { ...(await prepared()), token: false });
    expectProblem(answer, 401, 'unauthorized');
  });
  test('a token with every other permission is 403', async () => {
    const scope = permissions.filter((other) => other !== permission).join(' ');
    expectProblem(await send(handler, route, { ...(await prepared()), scope }), 403, 'forbidden');
  });
  test('exactly its permission is enough', async () => {
    const { status } = await send(handler, route, { ...(await prepared()), scope: permission });
    expect(status).toBeLessThan(300);
  });
  test('a token without a company is 403', async () => {
    expectProblem(await send(handler, route, { ...(await prepared()), companyId: '' }), 403, 'forbidden');
  });
}

function tenancyTests(handler: HttpHandler, route: Route, prepared: Prepared): void {
  test('another company’s record is 404, word for word like one that does not exist', async () => {
    const example = await prepared();
    const foreign = await send(handler, route, { ...example, companyId: aCompany() });
    // Routes under a fixed name (a metric, a settings page) have nothing of another company's to find.
    if (foreign.status < 300) return expect(JSON.stringify(foreign.body)).not.toContain(example.companyId);
    return expectProblem(foreign, 404, 'not-found');
  });
  test('a malformed id is 404', async () => {
    const example = await prepared();
    const names = Object.keys(example.params ?? {});
    for (const value of ['../x', '%00', 'FB_', 'a'.repeat(500)]) {
      const params = { ...example.params, [names[0] ?? 'id']: value };
      expectProblem(await send(handler, route, { ...example, params }), 404, 'not-found');
    }
  });
}

function queryTests(handler: HttpHandler, route: Route, prepared: Prepared): void {
  test('an unknown query parameter is 400 and named', async () => {
    const example = await prepared();
    const answer = await send(handler, route, { ...example, query: { ...example.query, no_such: '1' } });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toContainEqual(expect.objectContaining({ parameter: 'no_such' }));
  });
  test('a repeated query parameter is 400', async () => {
    const answer = await send(handler, route, { ...(await prepared()), query: 'limit=1&limit=2' });
    expectProblem(answer, 400, 'validation-failed');
  });
}

function bodyTests(handler: HttpHandler, route: Route, prepared: Prepared): void {
  const shape = route.body instanceof z.ZodObject ? (route.body.shape as Record<string, z.ZodType>) : {};
  const required = Object.keys(shape).filter((field) => !shape[field]?.safeParse(undefined).success);

  test.each(required)('without %s it is 400 with its pointer', async (field) => {
    const example = await prepared();
    const { [field]: _, ...rest } = example.body as Record<string, unknown>;
    const answer = await send(handler, route, { ...example, body: rest });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toContainEqual(
      expect.objectContaining({ pointer: expect.stringMatching(`^#/${field}`) }),
    );
  });
  test.each(Object.keys(shape))('a %s of a wrong type is 400 with its pointer', async (field) => {
    const wrong = [{ no: { such: 'thing' } }, ['wrong', 1], 1e308, 'x'.repeat(100)].find(
      (value) => !shape[field]?.safeParse(value).success,
    );
    if (wrong === undefined) return expect(shape[field]).toBeInstanceOf(z.ZodType);
    const example = await prepared();
    const answer = await send(handler, route, { ...example, body: { ...(example.body as object), [field]: wrong } });
    expectProblem(answer, 400, 'validation-failed');
    return expect(answer.body['errors']).toContainEqual(
      expect.objectContaining({ pointer: expect.stringMatching(`^#/${field}`) }),
    );
  });
  if (route.body instanceof z.ZodObject && !(route.body._zod.def.catchall instanceof z.ZodUnknown)) {
    test('an unknown field is 400 and named', async () => {
      const example = await prepared();
      const answer = await send(handler, route, { ...example, body: { ...(example.body as object), no_such: 1 } });
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body['errors']).toContainEqual(expect.objectContaining({ pointer: '#/no_such' }));
    });
  }
  test.each([
    ['broken', '{"a":'],
    ['empty', ''],
    ['with a key twice', '{"a":1,"a":2}'],
    ['with a prototype key', '{"__proto__":{"a":1}}'],
    ['nested too deep', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['with bytes that are not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])],
  ])('JSON that is %s is 400', async (_, body) => {
    const headers = { 'content-type': 'application/json' };
    expectProblem(await send(handler, route, { ...(await prepared()), body, headers }), 400, 'invalid-json');
  });
  test('another content type is 415', async () => {
    const headers = { 'content-type': 'text/xml' };
    expectProblem(await send(handler, route, { ...(await prepared()), headers }), 415, 'unsupported-media-type');
  });
  test('a body over its limit is 413', async () => {
    const body = JSON.stringify({ a: 'x'.repeat(route.maxBytes ?? 1_000_000) });
    expectProblem(await send(handler, route, { ...(await prepared()), body }), 413, 'too-large');
  });
}

/** Asserts a problem reply of the right kind that tells nothing internal. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, type: answer.body['type'] }).toEqual({ status, type: `/problems/${code}` });
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(answer.body).toMatchObject({ title: expect.any(String), status, requestId: expect.any(String) });
  expect(answer.text).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
}

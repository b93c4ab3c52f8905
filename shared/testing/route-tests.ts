import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Contract, type Route, routeKey } from '../http/contract.ts';
import { pageItemOf } from '../http/page.schema.ts';
import type { HttpHandler } from '../http/serve.ts';
import { type Permission, permissions } from '../kernel/permissions.ts';
import { aCompany } from './context.ts';
import { type Example, expectProblem, expectRefused, send } from './call.ts';
import { extremeValueTests } from './extreme-values.ts';
import { maskingTests } from './masking-tests.ts';
import { pageTests } from './page-tests.ts';
import { raceTests } from './race-tests.ts';
import { expectNothingForeign, expectOneCompany } from './tenancy.ts';

/** Prepares the company that a request is sent for, and makes the request. */
export type Examples<C extends Contract> = {
  [Op in keyof C['routes']]: (companyId: string) => Promise<Example> | Example;
};

/**
 * The security and validation suite that every route gets: no token 401, missing permission 403, nothing of another
 * company, a malformed id 404, each required field missing or broken 400 with its pointer, unknown fields and
 * parameters 400, many callers at once, pages under 1 MB, masked lists, and a reply that parses. Examples prepare what a route needs, so no route can
 * be forgotten.
 * What depends on no declaration (broken JSON, content types, sizes) is tested once, on `serve`.
 */
export function routeTests<C extends Contract>(contract: C, handler: HttpHandler, examples: Examples<C>): void {
  for (const [name, route] of Object.entries(contract.routes)) {
    const example = examples[name as keyof C['routes']];
    const prepared = async () => {
      const companyId = aCompany();
      return { companyId, ...(await example(companyId)) };
    };
    // A refused request changes nothing, so all of a route can be made of the same company.
    let once: ReturnType<Prepared> | undefined;
    const preparedOnce = () => (once ??= prepared());
    describe(routeKey(route), () => {
      test('a valid request gets a declared reply', async () => {
        const { status, headers } = await send(handler, route, await prepared());
        expect(Object.keys(route.reply).map(Number)).toContain(status);
        if (!route.contentType) expect(headers['cache-control']).toBe('no-store');
      });
      if (route.permission === 'public')
        test('what lets a request in leads to one company only, and cannot be made up', () =>
          expectOneCompany(handler, route, example));
      else {
        accessTests(handler, route, route.permission, prepared, preparedOnce);
        test('nothing of another company is reached, and its record is like one that does not exist', () =>
          expectNothingForeign(handler, route, example));
      }
      if (route.params) malformedTest(handler, route, preparedOnce);
      if (!isLoose(route.query)) queryTests(handler, route, preparedOnce);
      if (route.body) bodyTests(handler, route, preparedOnce);
      const page = route.reply[200];
      const item = page && pageItemOf(page);
      if (item) {
        pageTests(handler, route, item, example);
        maskingTests(handler, route, item, example);
      }
      if (route.method !== 'GET')
        raceTests({ contract, route, prepared, send: (one, request) => send(handler, one, request) });
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

/** Whether a schema takes fields that it does not name. */
const isLoose = (schema: z.ZodType | undefined): boolean =>
  schema !== undefined && (!(schema instanceof z.ZodObject) || schema._zod.def.catchall instanceof z.ZodUnknown);

function accessTests(
  handler: HttpHandler,
  route: Route,
  permission: Permission | 'token',
  prepared: Prepared,
  preparedOnce: Prepared,
): void {
  test('no token is 401', async () => {
    const answer = await send(handler, route, { ...(await preparedOnce()), token: false });
    expectProblem(answer, 401, 'unauthorized');
  });
  if (permission !== 'token')
    test('a token with every other permission is 403', async () => {
      const scope = permissions.filter((other) => other !== permission && other !== route.own).join(' ');
      expectProblem(await send(handler, route, { ...(await preparedOnce()), scope }), 403, 'forbidden');
    });
  test('exactly its permission is enough', async () => {
    const scope = permission === 'token' ? '' : permission;
    const { status } = await send(handler, route, { ...(await prepared()), scope });
    expect(status).toBeLessThan(400);
  });
  test('a token without a company is 403', async () => {
    expectProblem(await send(handler, route, { ...(await preparedOnce()), companyId: '' }), 403, 'forbidden');
  });
}

function malformedTest(handler: HttpHandler, route: Route, prepared: Prepared): void {
  test('a malformed id is 404', async () => {
    const example = await prepared();
    for (const name of Object.keys(example.params ?? {}))
      for (const value of ['../x', '%00', 'FB_', 'a'.repeat(500)]) {
        const params = { ...example.params, [name]: value };
        // A name of the caller’s own choice may look like anything, and a PUT makes what is not there.
        if (route.method === 'PUT' && route.params?.safeParse(params).success) continue;
        expectRefused(route, await send(handler, route, { ...example, params }), 404, 'not-found');
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
  if (!isLoose(route.body)) {
    test('an unknown field is 400 and named', async () => {
      const example = await prepared();
      const answer = await send(handler, route, { ...example, body: { ...(example.body as object), no_such: 1 } });
      expectProblem(answer, 400, 'validation-failed');
      expect(answer.body['errors']).toContainEqual(expect.objectContaining({ pointer: '#/no_such' }));
    });
  }
}

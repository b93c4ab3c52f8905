import { describe, expect, test } from 'vitest';
import { enlist } from '../../shared/kernel/companies.ts';
import { list } from '../../shared/feedback/feedback.list.ts';
import { createFormKey, listFormKeys, removeFormKey } from '../../shared/form/form-keys.ts';
import { formRoutes } from '../../shared/form/form.routes.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { aContext } from '../../shared/testing/context.ts';
import { playFault } from '../../shared/testing/faults.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

const { post } = formRoutes.routes;
const aKey = async (ctx: Context, perMinute = 60) => {
  const { formKey } = await createFormKey(ctx, { name: 'Help page', perMinute });
  return { params: { formKey } };
};
const stored = async (ctx: Context) => (await list(ctx, { limit: 50 })).items;

routeTests(formRoutes, handler, {
  post: async (companyId) => ({
    ...(await aKey(aContext({ companyId }))),
    body: { comments: 'The search finds nothing.' },
  }),
});

test('form fields become feedback of the key’s company, blanks left out', async () => {
  const ctx = aContext();
  const key = await aKey(ctx);
  const body = new URLSearchParams({
    comments: 'Broken\nsearch',
    name: '',
    email: 'ada@example.com',
    rating: '2',
    type: 'bug',
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await send(handler, post, { ...key, body, headers });
  expect(answer).toMatchObject({ status: 202, body: { received: true } });
  expect(await stored(ctx)).toMatchObject([
    {
      source: 'direct',
      type: 'bug',
      comments: 'Broken\nsearch',
      contact: { email: 'ada@example.com' },
      scores: [{ metric: 'rating', value: 2, scaleMin: 1, scaleMax: 5 }],
      createdBy: { kind: 'public', id: key.params.formKey },
    },
  ]);
});

test.each([
  ['comments=%ff%fe', 'comments', 'must be valid UTF-8'],
  ['comments=ok&name=%c3', 'name', 'must be valid UTF-8'],
  ['comments=ok&rating=x', 'rating', 'must be a whole number from 1 to 5'],
])('a form with %s is 400 and says why', async (body, field, detail) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await send(handler, post, { ...(await aKey(aContext())), body, headers });
  expectProblem(answer, 400, 'validation-failed');
  expect(answer.body['errors']).toEqual([{ pointer: `#/${field}`, detail }]);
});

test('a form with a stray per cent sign, or with U+FFFD itself, is a form', async () => {
  const ctx = aContext();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = 'comments=100%+sure+%EF%BF%BD';
  expect((await send(handler, post, { ...(await aKey(ctx)), body, headers })).status).toBe(202);
  expect(await stored(ctx)).toMatchObject([{ comments: '100% sure \ufffd' }]);
});

test('a robot that fills in the hidden field gets the same answer and leaves nothing', async () => {
  const ctx = aContext();
  const body = { comments: 'Buy now', website: 'https://spam.example' };
  expect(await send(handler, post, { ...(await aKey(ctx)), body })).toMatchObject({
    status: 202,
    body: { received: true },
  });
  expect(await stored(ctx)).toEqual([]);
});

describe('a script of any site', () => {
  const headers = { origin: 'https://customer.example', 'access-control-request-method': 'POST' };
  const readable = { 'access-control-allow-origin': '*' };

  test('is told that it may send JSON, whatever the key', async () => {
    const params = { formKey: 'fk_of-nobody' };
    expect(await send(handler, post, { params, headers, method: 'OPTIONS' })).toMatchObject({
      status: 204,
      text: '',
      headers: {
        ...readable,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type, idempotency-key',
      },
    });
  });

  test('can read that its form was received, and why it was refused', async () => {
    const key = await aKey(aContext());
    const good = { comments: 'The search finds nothing.' };
    expect(await send(handler, post, { ...key, body: good, headers })).toMatchObject({
      status: 202,
      headers: readable,
    });
    const bad = [
      { ...key, body: {} },
      { ...key, body: '{' },
      { params: { formKey: 'fk_0' }, body: good },
    ];
    for (const request of bad)
      expect((await send(handler, post, { ...request, headers })).headers).toMatchObject(readable);
  });
});

describe('an Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'k-1' };
  const body = { comments: 'The search finds nothing.' };

  test('makes one record of a form sent twice, also when the first answer was lost', async () => {
    const ctx = aContext();
    await enlist(ctx);
    const request = { ...(await aKey(ctx)), body, headers };
    const stop = playFault('commitThenThrow', (name, call) => name === 'TransactWriteItemsCommand' && call > 2);
    expect((await send(handler, post, request).finally(stop)).status).toBe(503);
    expect(await send(handler, post, request)).toMatchObject({
      status: 202,
      body: { received: true },
      headers: { 'idempotency-replayed': 'true' },
    });
    expect(await stored(ctx)).toHaveLength(1);
  });

  test('that another visitor happens to use loses nothing of what they say, and is no conflict', async () => {
    const ctx = aContext();
    const form = await aKey(ctx);
    for (const comments of ['The search finds nothing.', 'The page is slow.']) {
      const answer = await send(handler, post, { ...form, body: { comments }, headers });
      expect(answer).toMatchObject({ status: 202, body: { received: true } });
      expect(answer.headers).not.toHaveProperty('idempotency-replayed');
    }
    expect(new Set((await stored(ctx)).map(({ comments }) => comments))).toEqual(
      new Set(['The search finds nothing.', 'The page is slow.']),
    );
  });

  test('is the same for a multipart form, whose boundary is new with each try', async () => {
    const ctx = aContext();
    const form = await aKey(ctx);
    for (const boundary of ['first', 'second']) {
      const part = '\r\ncontent-disposition: form-data; name="comments"\r\n\r\nThe search finds nothing.\r\n';
      const type = { 'content-type': `multipart/form-data; boundary=${boundary}` };
      const multipart = { body: `--${boundary}${part}--${boundary}--`, headers: { ...headers, ...type } };
      expect((await send(handler, post, { ...form, ...multipart })).status).toBe(202);
    }
    expect(await stored(ctx)).toHaveLength(1);
  });

  test('of one form means nothing to another', async () => {
    const ctx = aContext();
    for (const key of [await aKey(ctx), await aKey(ctx), await aKey(aContext())])
      expect((await send(handler, post, { ...key, body, headers })).headers).not.toHaveProperty('idempotency-replayed');
    expect(await stored(ctx)).toHaveLength(2);
  });
});

test('more than a key allows a minute is 429 with the time to wait, whatever address it claims to come from', async () => {
  const ctx = aContext();
  const key = await aKey(ctx, 3);
  const statuses: number[] = [];
  for (let index = 0; index < 12; index++) {
    const headers = { 'x-forwarded-for': `203.0.113.${index}` };
    const answer = await send(handler, post, { ...key, body: { comments: 'Again' }, headers });
    statuses.push(answer.status);
    if (answer.status === 429) expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60);
  }
  // The minute may turn once on the way.
  expect(statuses.filter((status) => status === 202).length).toBeLessThanOrEqual(6);
  expect(statuses).toContain(429);
});

test('an ended key is unknown, and no company can end another’s', async () => {
  const ctx = aContext();
  const { params } = await aKey(ctx);
  await expect(removeFormKey(aContext(), params.formKey)).rejects.toMatchObject({ code: 'not-found' });
  expect((await listFormKeys(ctx)).items).toHaveLength(1);
  await removeFormKey(ctx, params.formKey);
  expectProblem(await send(handler, post, { params, body: { comments: 'Hello' } }), 404, 'not-found');
  expect((await listFormKeys(ctx)).items).toEqual([]);
});

import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { count } from '../../shared/feedback/feedback.list.ts';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { aSubmission } from '../../shared/feedback/testing/given.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { handler } from './testing/whole.ts';

// A bulk of 500 keeps the company's next one waiting.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());
const waitForTheNextBulk = () => void vi.setSystemTime(Date.now() + 10_000);

const { submit, submitMany } = feedbackRoutes.routes;
/** What a Lambda function may answer. */
const LARGEST_REPLY = 6_000_000;

type Result = { status: number; problem: { errors: { pointer: string; detail: string }[] } };
const resultsOf = ({ body }: Answer) => body['results'] as Result[];
const unknownFields = (howMany: number, name: (index: number) => string) =>
  Object.fromEntries(Array.from({ length: howMany }, (_, index) => [name(index), 1]));
const headers = { 'idempotency-key': 'k' };

describe('a bulk of one good item and 499 bad ones', () => {
  const bad = { source: 'api', ...unknownFields(25, (index) => `no_such_field_${index}`) };
  const items = [aSubmission(), ...Array.from({ length: 499 }, () => bad)];

  test('stores the good one and gives the same answer again under its key', async () => {
    const ctx = aContext();
    const request = { companyId: ctx.companyId, body: { items }, headers };
    const first = await send(handler, submitMany, request);
    expect(first.status).toBe(200);
    expect(resultsOf(first).map(({ status }) => status)).toEqual([201, ...Array.from({ length: 499 }, () => 400)]);
    const second = await send(handler, submitMany, request);
    expect(second.text).toBe(first.text);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect((await count(ctx, {})).count).toBe(1);
  });

  test('tells 20 errors of each, and how many more there are', async () => {
    const results = resultsOf(await send(handler, submitMany, { companyId: aCompany(), body: { items } }));
    const errors = results[7]?.problem.errors ?? [];
    expect(errors).toHaveLength(21);
    expect(errors[0]).toEqual({ pointer: '#/items/7/no_such_field_0', detail: 'unknown field' });
    expect(errors[20]).toEqual({ pointer: '#/items/7', detail: 'and 5 more' });
  });
});

test('a bulk whose reply no row can hold is answered the same again, and writes once', async () => {
  const ctx = aContext();
  const noise = () => unknownFields(20, () => randomBytes(48).toString('base64url'));
  const items = [aSubmission(), ...Array.from({ length: 499 }, () => ({ source: 'api', ...noise() }))];
  const request = { companyId: ctx.companyId, body: { items }, headers };
  const first = await send(handler, submitMany, request);
  expect(first.status).toBe(200);
  waitForTheNextBulk();
  expect((await send(handler, submitMany, request)).text).toBe(first.text);
  expect((await count(ctx, {})).count).toBe(1);
  waitForTheNextBulk();
  const other = await send(handler, submitMany, { ...request, body: { items: items.slice(1) } });
  expectProblem(other, 409, 'idempotency-mismatch');
});

test('a megabyte of errors fits into a reply', async () => {
  const items = Array.from({ length: 480 }, () => unknownFields(270, (index) => `${index}`));
  const bulk = await send(handler, submitMany, { companyId: aCompany(), body: { items } });
  expect(bulk.status).toBe(200);
  expect(bulk.text.length).toBeLessThan(LARGEST_REPLY);

  const one = await send(handler, submit, { body: unknownFields(110_000, (index) => index.toString(36)) });
  expectProblem(one, 400, 'validation-failed');
  expect(one.text.length).toBeLessThan(10_000);
  // All of them and the `source` that is missing.
  expect((one.body['errors'] as unknown[]).at(-1)).toEqual({ detail: 'and 109901 more' });
});

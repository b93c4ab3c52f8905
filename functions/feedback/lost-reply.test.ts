import { describe, expect, test } from 'vitest';
import { recordAnalysis } from '../../shared/analysis/stored.ts';
import { enlist } from '../../shared/kernel/companies.ts';
import { noteMonths } from '../../shared/company/months.ts';
import { list } from '../../shared/feedback/feedback.list.ts';
import { feedbackRoutes } from '../../shared/feedback/feedback.routes.ts';
import { remove } from '../../shared/feedback/feedback.ts';
import { aSubmission, again, given, stored } from '../../shared/feedback/testing/given.ts';
import type { Route } from '../../shared/http/contract.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { aContext } from '../../shared/testing/context.ts';
import { playFault } from '../../shared/testing/faults.ts';
import { type Answer, send } from '../../shared/testing/call.ts';
import { handler } from './testing/whole.ts';

const { routes } = feedbackRoutes;
const BULK = 4;
type Case = [string, Route, (ctx: Context) => Promise<object> | object];

const one = (body?: unknown) => async (ctx: Context) => {
  const { feedbackId } = await given(ctx);
  return { params: { feedbackId }, body };
};

const posts: Case[] = [
  ['submit', routes.submit, () => ({ body: aSubmission() })],
  ['submit with an external id', routes.submit, () => ({ body: aSubmission({ externalId: 'Z-1' }) })],
  [
    'submit of a known external id',
    routes.submit,
    async (ctx) => {
      await given(ctx, { externalId: 'Z-1' });
      return { body: aSubmission({ externalId: 'Z-1', theme: 'newer' }) };
    },
  ],
  ['bulk', routes.submitMany, () => ({ body: { items: Array.from({ length: BULK }, () => aSubmission()) } })],
  [
    'restore',
    routes.restore,
    async (ctx) => {
      const { feedbackId } = await given(ctx);
      await remove(again(ctx), { feedbackId });
      return { params: { feedbackId } };
    },
  ],
  ['exclude', routes.exclude, one({ reason: 'spam' })],
  ['correct', routes.correct, one({ urgency: 'high' })],
];

const writes = /^(?:Put|TransactWrite)/;

/** A company that has written before: what is written once per process would use up the SDK's quota of retries here. */
async function aKnownCompany(): Promise<Context> {
  const ctx = aContext();
  await Promise.all([noteMonths(ctx, [ctx.now.toISOString().slice(0, 7)]), enlist(ctx)]);
  return ctx;
}

/** Sends, with the reply of every write lost from the first to the last try of the SDK. */
async function sendIntoSilence(route: Route, options: object): Promise<Answer> {
  const stop = playFault('commitThenThrow', (name) => writes.test(name));
  return send(handler, route, options).finally(stop);
}

async function everything(ctx: Context) {
  const { items } = await list(ctx, { limit: 200 });
  return Promise.all(items.map(({ feedbackId }) => stored(ctx, feedbackId)));
}

describe('with an Idempotency-Key, a retry after lost replies', () => {
  test.each(posts)('of %s finds its change made, once, and gets the answer of the first', async (_, route, prepare) => {
    const ctx = await aKnownCompany();
    const options = { companyId: ctx.companyId, ...(await prepare(ctx)), headers: { 'idempotency-key': 'k-1' } };
    expect((await sendIntoSilence(route, options)).status).toBe(503);
    const retried = await send(handler, route, options);
    const made = await everything(ctx);
    const replayed = await send(handler, route, options);
    expect(retried.status).toBeLessThan(300);
    expect({ status: replayed.status, body: replayed.body }).toEqual({ status: retried.status, body: retried.body });
    expect(replayed.headers['idempotency-replayed']).toBe('true');
    expect(made).toHaveLength(route === routes.submitMany ? BULK : 1);
    for (const { version, lastAction } of made)
      expect(version).toBe({ submit: 1, restore: 3 }[String(lastAction)] ?? 2);
    expect(await everything(ctx)).toEqual(made);
  });
});

test('the same key with another body is 409 and writes nothing', async () => {
  const ctx = aContext();
  const headers = { 'idempotency-key': 'k-1' };
  await send(handler, routes.submit, { companyId: ctx.companyId, body: aSubmission(), headers });
  const other = await send(handler, routes.submit, {
    companyId: ctx.companyId,
    body: aSubmission({ theme: 'other' }),
    headers,
  });
  expect(other).toMatchObject({ status: 409, body: { type: '/problems/idempotency-mismatch' } });
  expect(await everything(ctx)).toHaveLength(1);
});

test('the same key of another caller or company is another request', async () => {
  const headers = { 'idempotency-key': 'k-1' };
  const ctx = aContext();
  const options = { companyId: ctx.companyId, body: aSubmission(), headers };
  await send(handler, routes.submit, options);
  expect(
    (await send(handler, routes.submit, { ...options, userId: 'user-2' })).headers['idempotency-replayed'],
  ).toBeUndefined();
  expect((await send(handler, routes.submit, { ...options, companyId: aContext().companyId })).status).toBe(201);
  expect(await everything(ctx)).toHaveLength(2);
});

test('two requests with one key at the same moment make one record', async () => {
  const ctx = aContext();
  const options = { companyId: ctx.companyId, body: aSubmission(), headers: { 'idempotency-key': 'k-1' } };
  const both = await Promise.all([1, 2, 3].map(() => send(handler, routes.submit, options)));
  expect(await everything(ctx)).toHaveLength(1);
  expect(new Set(both.filter(({ status }) => status === 201).map(({ body }) => body['feedbackId'])).size).toBe(1);
});

describe('without a key, a reply lost inside the SDK', () => {
  test.each<Case>([
    ...posts,
    ['edit', routes.edit, one({ theme: 'x' })],
    ['remove', routes.remove, one()],
    [
      'include',
      routes.include,
      async (ctx) => {
        const { feedbackId } = await given(ctx);
        await send(handler, routes.exclude, {
          companyId: ctx.companyId,
          params: { feedbackId },
          body: { reason: 'spam' },
        });
        return { params: { feedbackId } };
      },
    ],
    [
      'reanalyse',
      routes.reanalyse,
      async (ctx) => {
        const { feedbackId } = await given(ctx);
        await recordAnalysis(ctx, await stored(ctx, feedbackId), { status: 'done', sentiment: 'negative' });
        return { params: { feedbackId } };
      },
    ],
  ])('of %s is an ordinary success and leaves no second change', async (name, route, prepare) => {
    const ctx = await aKnownCompany();
    const options = { companyId: ctx.companyId, ...(await prepare(ctx)) };
    const before = await everything(ctx);
    let tries = 0;
    // Every other try loses its reply.
    const stop = playFault('commitThenThrow', (command) => writes.test(command) && ++tries % 2 === 1);
    const answer = await send(handler, route, options).finally(stop);
    expect(answer.status).toBeLessThan(300);
    expect(tries).toBeGreaterThan(1);
    const after = await everything(ctx);
    const changed = after.length - before.length || (after[0]?.version ?? 0) - (before[0]?.version ?? 0);
    expect(changed).toBe({ bulk: BULK, remove: -1, restore: 1 }[name] ?? 1);
  });
});

import { describe, expect, test } from 'vitest';
import { alertRoutes } from '../../shared/alert/alert.routes.ts';
import { AlertBulk } from '../../shared/alert/alert.schema.ts';
import { alerts } from '../../shared/alert/alert.store.ts';
import { aBreach, aRule, givenAlert } from '../../shared/alert/testing/given.ts';
import { fire } from '../../shared/alert/firing.ts';
import { again, given } from '../../shared/feedback/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { PutPerson } from '../../shared/people/people.schema.ts';
import { put as putPerson } from '../../shared/people/people.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { handler } from './handler.ts';

const { routes } = alertRoutes;
const hour = 3_600_000;
const ahead = (ms: number): string => new Date(Date.now() + ms).toISOString();

const one = async (companyId: string) => {
  const { alertId } = await givenAlert(aContext({ companyId }));
  return { params: { alertId } };
};
const known = (companyId: string, userId: string) =>
  putPerson(aContext({ companyId, userId: 'boss' }), {
    userId,
    body: PutPerson.parse({ name: 'Bob', email: 'bob@example.com' }),
  });
const withOwner = async (companyId: string) => {
  await known(companyId, 'emp-77');
  return { ...(await one(companyId)), body: { ownerId: 'emp-77' } };
};

routeTests(alertRoutes, handler, {
  list: async (companyId) => {
    const ctx = aContext({ companyId });
    const { alertId } = await givenAlert(ctx, { severity: 'info' });
    await send(handler, routes.comment, { companyId, params: { alertId }, body: { text: 'I look into it.' } });
    await send(handler, routes.resolve, {
      companyId,
      params: { alertId },
      body: { resolution: 'known', note: 'Told before.' },
    });
    return {};
  },
  get: one,
  acknowledge: async (companyId) => ({ ...(await one(companyId)), body: {} }),
  resolve: async (companyId) => ({ ...(await one(companyId)), body: { resolution: 'useful' } }),
  snooze: async (companyId) => ({ ...(await one(companyId)), body: { until: ahead(hour) } }),
  assign: withOwner,
  comment: async (companyId) => ({ ...(await one(companyId)), body: { text: 'I look into it.' } }),
  bulk: async (companyId) => ({
    body: { action: 'resolve', resolution: 'known', alertIds: [(await one(companyId)).params.alertId] },
  }),
});

const call = (
  name: keyof typeof routes,
  { companyId }: Pick<Context, 'companyId'>,
  params: Record<string, string>,
  body: object = {},
  more: object = {},
) => send(handler, routes[name], { companyId, params, body, ...more });
const listed = async (companyId: string, query: Record<string, string> = {}, more: object = {}) =>
  (await send(handler, routes.list, { companyId, query, ...more })).body as unknown as {
    items: { alertId: string; severity: string; status: string }[];
    counts: Record<'open' | 'acknowledged', object>;
  };

describe('an alert', () => {
  test('is acknowledged by one of two people at once: the other gets 412, and the owner is the winner', async () => {
    const ctx = aContext();
    const { alertId } = await givenAlert(ctx);
    const answers = await Promise.all(
      ['ada', 'bob'].map((userId) => call('acknowledge', ctx, { alertId }, {}, { userId })),
    );
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['200', '412']);
    const winner = answers.find(({ status }) => status === 200)?.body;
    const { body } = await call('get', ctx, { alertId }, undefined);
    expect(body).toMatchObject({ status: 'acknowledged', ownerId: winner?.['ownerId'], version: 2 });
    expect(['ada', 'bob']).toContain(body['ownerId']);
    const before = answers.find(({ status }) => status === 412);
    if (before) expectProblem(before, 412, 'version-conflict');
  });

  test('keeps the owner that it has when somebody else acknowledges it, and no machine becomes one', async () => {
    const ctx = aContext();
    const { alertId } = await givenAlert(ctx, {}, { ownerId: 'Ada' });
    expect((await call('acknowledge', ctx, { alertId }, {}, { userId: 'bob' })).body).toMatchObject({
      ownerId: 'Ada',
      ackBy: { kind: 'user', id: 'bob' },
    });
    const other = await givenAlert(ctx);
    const { body } = await call('acknowledge', ctx, { alertId: other.alertId }, {}, { scope: 'alerts:write' });
    expect(body).toMatchObject({ status: 'acknowledged' });
    expect(body).not.toHaveProperty('ownerId');
  });

  test('that is closed takes comments and nothing else (409), and never opens again', async () => {
    const ctx = aContext();
    const { alertId } = await givenAlert(ctx);
    await known(ctx.companyId, 'emp-77');
    const note = 'The queue was long.';
    const { body } = await call('resolve', ctx, { alertId }, { resolution: 'useful', note });
    expect(body).toMatchObject({ status: 'resolved', resolution: 'useful', note, resolvedBy: { id: 'user-1' } });
    expectProblem(await call('resolve', ctx, { alertId }, { resolution: 'known' }), 409, 'conflict');
    expectProblem(await call('acknowledge', ctx, { alertId }), 409, 'conflict');
    expectProblem(await call('snooze', ctx, { alertId }, { until: ahead(hour) }), 409, 'conflict');
    expectProblem(await call('assign', ctx, { alertId }, { ownerId: 'emp-77' }), 409, 'conflict');
    expect((await call('comment', ctx, { alertId }, { text: 'Seen again?' })).status).toBe(201);
  });

  test('that was changed since it was read is not acknowledged (412)', async () => {
    const ctx = aContext();
    const { alertId } = await givenAlert(ctx);
    await call('comment', ctx, { alertId }, { text: 'Mine.' });
    const stale = await call('acknowledge', ctx, { alertId }, {}, { headers: { 'if-match': '"1"' } });
    expectProblem(stale, 412, 'version-conflict');
  });

  test.each([
    ['into the past', -hour],
    ['for 31 days', 31 * 24 * hour],
  ])('is not snoozed %s', async (_, ms) => {
    const ctx = aContext();
    const { alertId } = await givenAlert(ctx);
    const answer = await call('snooze', ctx, { alertId }, { until: ahead(ms) });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer: '#/until' }]);
  });

  test.each(['x'.repeat(10_001), ' ', ''])('takes no comment that is too long or blank', async (text) => {
    const ctx = aContext();
    const { alertId } = await givenAlert(ctx);
    expectProblem(await call('comment', ctx, { alertId }, { text }), 400, 'validation-failed');
  });

  test('holds 200 KB of comments, and says so when that is full', async () => {
    const ctx = aContext();
    const { alertId } = await givenAlert(ctx);
    const statuses: number[] = [];
    for (let count = 0; count < 21; count++)
      statuses.push((await call('comment', ctx, { alertId }, { text: 'x'.repeat(10_000) })).status);
    expect([...new Set(statuses)]).toEqual([201, 409]);
  });

  test('is given to people whom the company knows, and to nobody of another company', async () => {
    const [ctx, other] = [aContext(), aContext()];
    await known(other.companyId, 'emp-77');
    const { alertId } = await givenAlert(ctx);
    const answer = await call('assign', ctx, { alertId }, { ownerId: 'emp-77' });
    expectProblem(answer, 400, 'validation-failed');
    expect(answer.body['errors']).toMatchObject([{ pointer: '#/ownerId' }]);
    await known(ctx.companyId, 'emp-77');
    expect((await call('assign', ctx, { alertId }, { ownerId: 'emp-77' })).body).toMatchObject({ ownerId: 'emp-77' });
    expect((await listed(ctx.companyId, { mine: 'true' }, { userId: 'emp-77' })).items).toMatchObject([{ alertId }]);
  });

  test('shows its records to those who may read feedback', async () => {
    const ctx = aContext();
    const { feedbackId } = await given(again(ctx));
    const { alertId } = await givenAlert(ctx, { feedbackId });
    const { body } = await call('get', ctx, { alertId }, undefined);
    expect(body).toMatchObject({ records: [{ feedbackId }], notified: [] });
    const machine = await call('get', ctx, { alertId }, undefined, { scope: 'alerts:read' });
    expect(machine.body).toMatchObject({ subject: { feedbackIds: [feedbackId] }, records: [] });
  });
});

describe('the list of alerts', () => {
  test('shows what every given filter lets through, and counts what waits for somebody', async () => {
    const ctx = aContext();
    const critical = await givenAlert(ctx, { at: '2026-11-20T10:00:00.000Z' }, { ownerId: 'Ada' });
    const warning = await givenAlert(ctx, { severity: 'warning', at: '2026-11-21T10:00:00.000Z' }, { ruleId: 'ar_2' });
    const seen = await givenAlert(ctx, { severity: 'info', at: '2026-11-22T10:00:00.000Z' });
    await call('acknowledge', ctx, { alertId: seen.alertId }, {}, { userId: 'bob' });
    const ids = async (query: Record<string, string>, more: object = {}) =>
      (await listed(ctx.companyId, query, more)).items.map(({ alertId }) => alertId);
    expect(await ids({})).toEqual([seen, warning, critical].map(({ alertId }) => alertId));
    expect(await ids({ status: 'open' })).toEqual([critical.alertId, warning.alertId]);
    expect(await ids({ status: 'acknowledged' })).toEqual([seen.alertId]);
    expect(await ids({ status: 'resolved' })).toEqual([]);
    expect(await ids({ severity: 'warning' })).toEqual([warning.alertId]);
    expect(await ids({ ruleId: 'ar_2' })).toEqual([warning.alertId]);
    expect(await ids({ source: 'cx' })).toEqual([]);
    expect(await ids({ ownerId: 'Ada' })).toEqual([critical.alertId]);
    expect(await ids({ mine: 'true' }, { userId: 'bob' })).toEqual([seen.alertId]);
    expect(await ids({ mine: 'true', ownerId: 'Ada' }, { userId: 'bob' })).toEqual([]);
    expect(await ids({ from: '2026-11-21T11:00:00+01:00' })).toEqual([seen.alertId, warning.alertId]);
    expect(await ids({ to: '2026-11-21T10:00:00Z' })).toEqual([critical.alertId]);
    expect((await listed(ctx.companyId)).counts).toEqual({
      open: { critical: 1, warning: 1, info: 0 },
      acknowledged: { critical: 0, warning: 0, info: 1 },
    });
  });
});

describe('many alerts at once', () => {
  test('each has a result of its own', async () => {
    const ctx = aContext();
    const [good, closed] = [await givenAlert(ctx), await givenAlert(ctx)];
    await call('resolve', ctx, { alertId: closed.alertId }, { resolution: 'known' });
    const alertIds = [good.alertId, closed.alertId, newId('alert')];
    const { body } = await send(handler, routes.bulk, {
      companyId: ctx.companyId,
      body: { action: 'acknowledge', alertIds },
    });
    const results = body['results'] as { status: number }[];
    expect(results.map(({ status }) => status)).toEqual([200, 409, 404]);
    expect(await alerts.find(ctx, good.alertId)).toMatchObject({ status: 'acknowledged', ownerId: 'user-1' });
  });

  test('are assigned to nobody unknown, and no more than 200', async () => {
    const companyId = aCompany();
    const alertIds = [newId('alert')];
    const assigned = await send(handler, routes.bulk, {
      companyId,
      body: { action: 'assign', alertIds, ownerId: 'x' },
    });
    expectProblem(assigned, 400, 'validation-failed');
    const many = Array.from({ length: 201 }, () => newId('alert'));
    expect(AlertBulk.safeParse({ action: 'acknowledge', alertIds: many }).success).toBe(false);
  });
});

test('an alert of one company never closes that of another with the same rule and key', async () => {
  const [ctx, other] = [aContext(), aContext()];
  const breach = aBreach({ key: 'team-1' });
  const [mine] = await fire(ctx, aRule(), breach);
  const [theirs] = await fire(other, aRule(), breach);
  await call('resolve', ctx, { alertId: String(mine?.alert.alertId) }, { resolution: 'known' });
  expect((await listed(other.companyId, { status: 'open' })).items).toMatchObject([{ alertId: theirs?.alert.alertId }]);
  expectProblem(await call('get', ctx, { alertId: String(theirs?.alert.alertId) }, undefined), 404, 'not-found');
});

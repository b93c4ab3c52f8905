import { expect, test } from 'vitest';
import { noteMessageRefusal } from '../../shared/asking/refuse.ts';
import { CreateCustomer } from '../../shared/customer/customer.schema.ts';
import { create } from '../../shared/customer/customer.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { decisionPuts } from '../../shared/survey/decision.store.ts';
import { messageDecisionRoutes } from '../../shared/survey/message-decision.routes.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { commit } from '../../shared/kernel/write.ts';
import { countedDecisions } from '../../shared/survey-analytics/decision.counted.ts';
import { send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { addressKey } from '../../shared/customer/customer-key.ts';
import { handler } from './handler.ts';
import { marshall } from '@aws-sdk/util-dynamodb';

const { routes } = messageDecisionRoutes;
const now = new Date('2026-11-20T10:00:00.000Z');
const DAY = 86_400_000;
const before = (ctx: Context, days: number): Context => ({
  ...again(ctx),
  now: new Date(ctx.now.getTime() - days * DAY),
});
const list = async (ctx: Context, query: Record<string, string> = {}) => {
  const answer = await send(handler, routes.list, {
    companyId: ctx.companyId,
    query: { to: now.toISOString(), ...query },
  });
  return { status: answer.status, items: (answer.body['items'] ?? []) as Record<string, unknown>[], body: answer.body };
};
const reasons = async (ctx: Context, query: Record<string, string> = {}) =>
  (await list(ctx, query)).items.map(({ kind, reason }) => `${String(kind)} ${String(reason)}`);

/** A survey that was not sent to an address, and what decided. */
async function surveyRefused(ctx: Context, email: string, more: object = {}): Promise<void> {
  const decision = {
    decisionId: newId('decision', ctx.now),
    at: ctx.now.toISOString(),
    sent: false,
    reason: 'no_consent' as const,
    rule: 'consentRequired=true',
    trigger: 'list',
    ...more,
  };
  await commit({ ...ctx, idempotency: undefined }, decisionPuts(ctx.companyId, [addressKey(email)], decision));
}
const refused = (ctx: Context, email: string, kind: 'manual' | 'loop' | 'confirmation', more: object = {}) =>
  noteMessageRefusal(ctx, { contact: { email } }, kind, {
    reason: 'frequency_cap',
    rule: 'max=1 days=7',
    nextEligibleAt: new Date(ctx.now.getTime() + 7 * DAY),
    ...more,
  });

/** Nos of several kinds over some months, and a yes. */
async function many() {
  const ctx = aContext({ now });
  await surveyRefused(before(ctx, 1), 'ana@example.com');
  await surveyRefused(before(ctx, 2), 'ana@example.com', { sent: true, reason: undefined });
  await refused(before(ctx, 3), 'ana@example.com', 'loop');
  await refused(before(ctx, 40), 'bob@example.com', 'manual', { reason: 'opted_out', rule: 'the person unsubscribed' });
  await refused(before(ctx, 80), 'bob@example.com', 'confirmation');
  await surveyRefused(before(ctx, 200), 'bob@example.com', { kind: 'follow_up' });
  return ctx;
}

routeTests(messageDecisionRoutes, handler, {
  list: async (companyId) => {
    await refused(aContext({ companyId }), 'ana@example.com', 'manual');
    return { query: { email: 'ana@example.com', limit: '5' } };
  },
});

test('every no of a company is listed with its rule and when it ends, newest first, over months and page by page', async () => {
  const ctx = await many();
  const all = ['survey no_consent', 'loop frequency_cap', 'manual opted_out', 'confirmation frequency_cap'];
  expect(await reasons(ctx)).toEqual(all);
  const from = new Date(now.getTime() - 300 * DAY).toISOString();
  expect(await reasons(ctx, { from })).toEqual([...all, 'follow_up no_consent']);
  const [, loop] = (await list(ctx)).items;
  expect(loop).toMatchObject({
    rule: 'max=1 days=7',
    purpose: 'service',
    channel: 'email',
    nextEligibleAt: new Date(now.getTime() + 4 * DAY).toISOString(),
  });
  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { items, body } = await list(ctx, { from, limit: '1', ...(cursor ? { cursor } : {}) });
    paged.push(...items.map(({ kind, reason }) => `${String(kind)} ${String(reason)}`));
    cursor = body['nextCursor'] as string | null;
  }
  expect(paged).toEqual([...all, 'follow_up no_consent']);
});

test('each filter lets through what it names', async () => {
  const ctx = await many();
  expect(await reasons(ctx, { kind: 'loop' })).toEqual(['loop frequency_cap']);
  expect(await reasons(ctx, { purpose: 'survey' })).toEqual(['survey no_consent']);
  expect(await reasons(ctx, { channel: 'sms' })).toEqual([]);
  expect(await reasons(ctx, { channel: 'email', reason: 'opted_out' })).toEqual(['manual opted_out']);
  const [from, to] = [50, 2].map((days) => new Date(now.getTime() - days * DAY).toISOString()) as [string, string];
  expect(await reasons(ctx, { from, to })).toEqual(['loop frequency_cap', 'manual opted_out']);
  expect(await reasons(ctx, { email: 'Bob@example.com', kind: 'manual', from, to })).toEqual(['manual opted_out']);
  expect(await reasons(aContext({ now }))).toEqual([]);
});

test('of a customer it is what was not sent under any of their names, however long ago', async () => {
  const ctx = await many();
  const body = CreateCustomer.parse({
    type: 'individual',
    lastName: 'Huber',
    emails: [{ address: 'bob@example.com' }],
    externalIds: [{ id: 'C-7' }],
  });
  const { customerId } = await create(again(ctx), { body });
  const all = ['manual opted_out', 'confirmation frequency_cap', 'follow_up no_consent'];
  expect(await reasons(ctx, { customerId })).toEqual(all);
  expect(await reasons(ctx, { customerId: 'C-7', reason: 'no_consent' })).toEqual(['follow_up no_consent']);
});

test.each([
  [{ customerId: 'C-1', email: 'ana@example.com' }, 'email'],
  [{ from: '2024-01-01T00:00:00.000Z' }, 'from'],
  [{ from: '2026-11-21T00:00:00.000Z' }, 'from'],
  [{ reason: 'mood' }, 'reason'],
  [{ kind: 'campaign' }, 'kind'],
  [{ campaignId: 'cmp_1' }, 'campaignId'],
])('%o is refused', async (query, parameter) => {
  const { status, body } = await list(aContext({ now }), query as Record<string, string>);
  expect([status, JSON.stringify(body['errors'])]).toEqual([400, expect.stringContaining(parameter)]);
});

test('a message that was not sent is no decision that is counted with surveys', () => {
  const decision = { decisionId: newId('decision', now), at: now.toISOString(), sent: false, trigger: 'loop' };
  const counted = (kind: object): boolean => {
    const [put] = decisionPuts('acme', ['@x'], { ...decision, ...kind });
    const NewImage = marshall(put?.Put?.Item ?? {}, { removeUndefinedValues: true });
    return countedDecisions.changeOf({ dynamodb: { NewImage } } as never) !== undefined;
  };
  expect([counted({}), counted({ kind: 'loop' }), counted({ kind: 'confirmation' })]).toEqual([true, false, false]);
});

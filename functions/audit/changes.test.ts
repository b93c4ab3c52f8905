import { expect, test } from 'vitest';
import { handler as read } from '../../events/streams/changes/handler.ts';
import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { edit } from '../../shared/feedback/feedback.ts';
import { again, given, stored } from '../../shared/feedback/testing/given.ts';
import { keep } from '../../shared/journal/journal.ts';
import { changesRoutes } from '../../shared/journal/changes.routes.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { useBus } from '../../shared/testing/bus.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { streamEventOf } from '../../shared/testing/stream-event.ts';
import { handler } from './handler.ts';

const bus = useBus();
useQueues();
routeTests(changesRoutes, handler, { list: () => ({ query: { resources: 'feedback,survey' } }) });

const { list } = changesRoutes.routes;
type Page = { items: { resource: string; id: string; version: number; at: string }[]; nextCursor: string };
const changes = async (companyId: string, query: Record<string, string> = {}, more: object = {}): Promise<Page> => {
  const { status, body } = await send(handler, list, { companyId, query, ...more });
  expect(status).toBe(200);
  return body as Page;
};

/** A record whose change has come by the stream, as often as it does. */
async function made(ctx: Context, overrides: Partial<SubmitFeedback> = {}, times = 1): Promise<string> {
  const { feedbackId } = await given(ctx, overrides);
  const event = streamEventOf([{ after: await stored(ctx, feedbackId) }]);
  for (let time = 0; time < times; time += 1) expect(await read(event)).toEqual({ batchItemFailures: [] });
  return feedbackId;
}

test('whoever asks again gets what has changed since, once, also where the stream tells it twice', async () => {
  const companyId = aCompany();
  const ctx = aContext({ companyId });
  await made(ctx);
  const first = await changes(companyId);
  expect(first.items).toEqual([]);
  const id = await made(ctx, {}, 2);
  const second = await changes(companyId, { cursor: first.nextCursor });
  expect(second.items).toMatchObject([{ resource: 'feedback', id, version: 1 }]);
  const third = await changes(companyId, { cursor: second.nextCursor });
  expect(third.items).toEqual([]);
  // A cursor stays good: what it led to is found again.
  expect((await changes(companyId, { cursor: first.nextCursor })).items).toHaveLength(1);
  expect((await changes(aCompany())).items).toEqual([]);
});

test('of a record that has changed often the newest version is told, alone', async () => {
  const ctx = aContext();
  const { nextCursor: cursor } = await changes(ctx.companyId);
  const { feedbackId } = await given(ctx);
  const before = await stored(ctx, feedbackId);
  await edit(again(ctx), { feedbackId, edit: { category: 'shipping' } });
  const after = await stored(ctx, feedbackId);
  await read(streamEventOf([{ before, after }]));
  await read(streamEventOf([{ after: before }]));
  expect((await changes(ctx.companyId, { cursor })).items).toMatchObject([{ id: feedbackId, version: 2 }]);
});

test('a row that becomes visible seconds after others with a later time is told, too', async () => {
  const ctx = aContext();
  const { nextCursor } = await changes(ctx.companyId);
  const on = await made(ctx);
  const { items, nextCursor: cursor } = await changes(ctx.companyId, { cursor: nextCursor });
  expect(items.map(({ id }) => id)).toEqual([on]);
  const { feedbackId } = await given(ctx);
  await read(streamEventOf([{ after: await stored(ctx, feedbackId) }]));
  const [late] = bus.entries().filter(({ Detail = '' }) => Detail.includes(feedbackId));
  const other = aContext({ companyId: ctx.companyId });
  const { feedbackId: slow } = await given(other);
  const event = JSON.parse(String(late?.Detail).replaceAll(feedbackId, slow)) as object;
  await keep(ctx, [{ type: 'FeedbackReceived', detail: event }], new Date(Date.now() - 8_000));
  const found = await changes(ctx.companyId, { cursor });
  expect(new Set(found.items.map(({ id }) => id))).toEqual(new Set([slow, feedbackId]));
});

test('each kind is told to those who may read it, and records of others not to who reads only their own', async () => {
  const companyId = aCompany();
  const ctx = aContext({ companyId });
  const { nextCursor: cursor } = await changes(companyId);
  const own = await made(ctx, { snapshot: { agentId: 'user-1' } });
  await made(ctx, { snapshot: { agentId: 'other' } });
  const scoped = async (scope: string) => (await changes(companyId, {}, { scope })).nextCursor;
  expect((await changes(companyId, { cursor })).items).toHaveLength(2);
  expect((await changes(companyId, { cursor: await scoped('surveys:read') }, { scope: 'surveys:read' })).items).toEqual(
    [],
  );
  const agent = { claims: { 'cognito:groups': ['heed:agent'] } };
  const { nextCursor } = await changes(companyId, {}, agent);
  const mine = await made(ctx, { snapshot: { agentId: 'user-1' } });
  await made(ctx, { snapshot: { agentId: 'other' } });
  const told = await changes(companyId, { cursor: nextCursor }, agent);
  expect(told.items.map(({ id }) => id)).toEqual([mine]);
  expect(own).not.toBe(mine);
});

test('a kind that is in no feed is a 400 that names those that are', async () => {
  const answer = await send(handler, list, { companyId: aCompany(), query: { resources: 'feedback,secret' } });
  expectProblem(answer, 400, 'validation-failed');
  expect(JSON.stringify(answer.body)).toContain('feedback, survey');
});

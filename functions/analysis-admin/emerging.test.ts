import { type BatchGetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { handler as weeklyTopics } from '../../events/schedules/weekly-topics/handler.ts';
import { emergingRoutes } from '../../shared/emerging/emerging.routes.ts';
import { emergingEvents } from '../../shared/emerging/emerging.events.ts';
import { list as listTopics } from '../../shared/emerging/emerging.ts';
import { idOf, topics, topicsOfWeek } from '../../shared/emerging/emerging.store.ts';
import { findEmerging, lastWeek } from '../../shared/emerging/find.ts';
import { givenTopic, saidBefore } from '../../shared/emerging/testing/given.ts';
import { feedbackKey } from '../../shared/feedback/feedback.store.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import { set } from '../../shared/kernel/change.ts';
import { enlist } from '../../shared/kernel/companies.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { tableName } from '../../shared/kernel/table.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aContext } from '../../shared/testing/context.ts';
import { aLambdaContext } from '../../shared/testing/http-event.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { routeTests } from '../../shared/testing/route-tests.ts';
import { watchTable } from '../../shared/testing/watch-table.ts';
import { handler } from './handler.ts';

// The schedule visits every company there is.
beforeAll(ownTable);

const { list, accept, dismiss } = emergingRoutes.routes;
type Item = { topicId: string; topic: string; quotes: { text: string }[] };
const itemsOf = async ({ companyId }: Pick<Context, 'companyId'>) =>
  (await send(handler, list, { companyId })).body['items'] as Item[];
const oneOf = async (companyId: string) => {
  const ctx = aContext({ companyId });
  await givenTopic(ctx);
  return { params: { topicId: (await itemsOf(ctx))[0]?.topicId ?? '' }, body: {} };
};

routeTests(emergingRoutes, handler, { list: () => ({}), accept: oneOf, dismiss: oneOf });

test('what five persons begin to speak about emerges once, as the longest phrase, with three masked quotes of three persons', async () => {
  const ctx = aContext();
  await givenTopic(ctx);
  const items = await itemsOf(ctx);
  expect(items).toMatchObject([{ topic: expect.stringContaining('battery drain'), n: 5, voices: 5, language: 'en' }]);
  expect(items[0]?.quotes).toHaveLength(3);
  // Done again, it writes nothing.
  expect(await findEmerging(again(ctx))).toBeUndefined();
  const next = { ...again(ctx), now: new Date(ctx.now.getTime() + 7 * 86_400_000) };
  const { items: written } = await watchTable(() => findEmerging(next));
  expect(written.flatMap((after) => ('lastAction' in after ? emergingEvents.eventsOf({ after }) : []))).toEqual([]);
});

test('five records of one person do not emerge', async () => {
  const ctx = aContext();
  for (const day of [1, 2, 3, 4, 5]) await saidBefore(ctx, day, 'There is a battery drain', { customerId: 'C-1' });
  for (let week = 5; week < 16; week++) await saidBefore(ctx, week * 7, `Number ${week}`);
  await enlist(ctx);
  await weeklyTopics({}, { ...aLambdaContext(), getRemainingTimeInMillis: () => 800_000 });
  expect(await itemsOf(ctx)).toEqual([]);
  expect(await findEmerging(ctx)).toBeUndefined();
});

test('the list reads the records behind all topics together, each once, and quotes no answer of an anonymous survey', async () => {
  const ctx = aContext();
  await givenTopic(ctx);
  const [one] = await topicsOfWeek(ctx, lastWeek(ctx));
  if (!one) throw new Error('nothing emerged');
  const topicId = idOf(one.week, 'en', 'another');
  await set(again(ctx), topics, topicId, 'emerge', () => ({ ...one, topicId, p: one.p * 2 }));
  let [reads, keys] = [0, 0];
  const counted = {
    ...ctx,
    db: {
      ...ctx.db,
      send: ((command: BatchGetCommand, ...rest: []) => {
        const [asked] = Object.values(command.input.RequestItems ?? {});
        if (asked) [reads, keys] = [reads + 1, keys + (asked.Keys?.length ?? 0)];
        return ctx.db.send(command, ...rest);
      }) as typeof ctx.db.send,
    },
  };
  const { items } = await listTopics(counted, {});
  expect(items.map(({ quotes }) => quotes.length)).toEqual([3, 3]);
  expect({ reads, keys }).toEqual({ reads: 1, keys: 5 });
  // Three of the five are answers of anonymous surveys now.
  for (const feedbackId of one.feedbackIds.slice(0, 3))
    await ctx.db.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: feedbackKey(ctx, feedbackId),
        UpdateExpression: 'SET templateVersion = :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
  const rest = one.feedbackIds.slice(3);
  const quoted = (await listTopics(ctx, {})).items.map(({ quotes }) => quotes.map(({ feedbackId }) => feedbackId));
  expect(quoted).toEqual([rest, rest]);
});

test('an accepted topic is in a draft, as a theme or as a synonym; a dismissed one is silent', async () => {
  const ctx = aContext();
  const { companyId } = ctx;
  await givenTopic(ctx);
  const [{ topicId, topic }] = (await itemsOf(ctx)) as [Item];
  const one = { companyId, params: { topicId } };
  const draft = await send(handler, accept, { ...one, body: {} });
  expect(draft.body).toMatchObject({ nodes: [{ kind: 'theme', name: topic, synonyms: { en: [topic] } }] });
  expectProblem(await send(handler, accept, { ...one, body: { nodeId: 'no-such' } }), 400, 'validation-failed');
  expect((await send(handler, dismiss, { ...one, body: {} })).status).toBe(200);
  expect(await itemsOf(ctx)).toEqual([]);
  const next = { ...again(ctx), now: new Date(ctx.now.getTime() + 7 * 86_400_000) };
  expect(await findEmerging(next)).toMatchObject({ found: 0 });
});

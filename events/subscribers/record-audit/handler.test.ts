import { randomUUID } from 'node:crypto';
import type { SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { historyOf, listAudit } from '../../../shared/audit/audit.ts';
import { edit } from '../../../shared/feedback/feedback.ts';
import { feedbackEventsOf } from '../../../shared/feedback/feedback.events.ts';
import { again, given, stored } from '../../../shared/feedback/testing/given.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { handler } from './handler.ts';

/** Events as EventBridge puts them on a queue. */
const queued = (events: ReturnType<typeof feedbackEventsOf>): SQSEvent =>
  ({
    Records: events.map(({ type, detail }) => ({
      messageId: randomUUID(),
      body: JSON.stringify({ version: '0', source: 'heed.voice', 'detail-type': type, detail }),
    })),
  }) as SQSEvent;

async function aLife() {
  const ctx = aContext({ userId: 'ada' });
  const { feedbackId } = await given(ctx);
  const before = await stored(ctx, feedbackId);
  await edit(again(ctx), { feedbackId, edit: { category: 'shipping', contact: null } });
  const after = await stored(ctx, feedbackId);
  return {
    ctx,
    feedbackId,
    event: queued([...feedbackEventsOf({ after: before }), ...feedbackEventsOf({ before, after })]),
  };
}

test('delivered twice and in parallel, each change is noted once: who, when, which fields, no values', async () => {
  const { ctx, feedbackId, event } = await aLife();
  expect(await Promise.all([handler(event), handler(event)])).toEqual([
    { batchItemFailures: [] },
    { batchItemFailures: [] },
  ]);
  await handler(event);
  const { items } = await historyOf(ctx, feedbackId, { limit: 50 });
  expect(items).toMatchObject([
    { action: 'FeedbackEdited', version: 2, actor: { kind: 'user', id: 'ada' }, changedKeys: ['category', 'contact'] },
    { action: 'FeedbackReceived', version: 1, actor: { kind: 'user', id: 'ada' } },
  ]);
  expect(JSON.stringify(items)).not.toMatch(/shipping|billing|example\.com|charged/);
});

test('what cannot be read fails alone', async () => {
  const { ctx, feedbackId, event } = await aLife();
  const broken = {
    messageId: 'broken',
    body: '{"detail-type":"FeedbackEdited","detail":{}}',
  } as SQSEvent['Records'][number];
  expect(await handler({ Records: [broken, ...event.Records] })).toEqual({
    batchItemFailures: [{ itemIdentifier: 'broken' }],
  });
  expect((await historyOf(ctx, feedbackId, { limit: 50 })).items).toHaveLength(2);
});

test('a company’s month is paged newest first, by actor too, and knows nothing of other companies', async () => {
  const { ctx, event } = await aLife();
  await handler(event);
  const first = await listAudit(ctx, { limit: 1 });
  const second = await listAudit(ctx, { limit: 1, cursor: first.nextCursor ?? '' });
  expect([...first.items, ...second.items].map(({ action }) => action).toSorted()).toEqual([
    'FeedbackEdited',
    'FeedbackReceived',
  ]);
  expect((await listAudit(ctx, { limit: 50, actorId: 'ada' })).items).toHaveLength(2);
  expect((await listAudit(ctx, { limit: 50, actorId: 'eve' })).items).toHaveLength(0);
  expect((await listAudit(aContext(), { limit: 50 })).items).toHaveLength(0);
});

test('of one record only what is asked for comes: by actor, by month, by both', async () => {
  const { ctx, feedbackId: recordId, event } = await aLife();
  await handler(event);
  const month = ctx.now.toISOString().slice(0, 7);
  const found = async (filter: { actorId?: string; month?: string }) =>
    (await listAudit(ctx, { limit: 50, recordId, ...filter })).items.length;
  expect(await found({ actorId: 'ada', month })).toBe(2);
  expect(await found({ actorId: 'eve' })).toBe(0);
  expect(await found({ month: '2020-01' })).toBe(0);
});

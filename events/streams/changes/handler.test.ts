import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { recordAnalysis } from '../../../shared/analysis/stored.ts';
import { entryOf, historyOf, record } from '../../../shared/audit/audit.ts';
import { FeedbackEvent } from '../../../shared/feedback/feedback.events.ts';
import { list } from '../../../shared/feedback/feedback.list.ts';
import { edit, remove } from '../../../shared/feedback/feedback.ts';
import { EditFeedback, SubmitFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';
import { submit } from '../../../shared/feedback/feedback.submit.ts';
import { again, stored } from '../../../shared/feedback/testing/given.ts';
import { find } from '../../../shared/feedback/feedback.walk.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { read } from '../../../shared/metrics/metrics.ts';
import { reconcile } from '../../../shared/metrics/reconcile.ts';
import { useBus } from '../../../shared/testing/bus.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { streamEventOf } from '../../../shared/testing/stream-event.ts';
import { handler as file } from '../../queues/search/handler.ts';
import { handler } from './handler.ts';
import { trigger } from './trigger.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';

const bus = useBus();
const told = () =>
  bus
    .entries()
    .map(({ DetailType, Detail = '' }) => `${DetailType} ${(JSON.parse(Detail) as { eventId: string }).eventId}`);
const queues = useQueues();
/** Delivers changes, and then what is handed on, as often as it is. */
async function deliver(Records: DynamoDBRecord[]) {
  const response = await handler({ Records });
  expect(await file(queues.take('search-new'))).toEqual({ batchItemFailures: [] });
  return response;
}

/** Makes changes one after the other and returns them as the stream tells them. */
async function changesOf(
  ctx: Context,
  feedbackId: Id<'feedback'>,
  writes: (() => Promise<unknown>)[],
): Promise<DynamoDBRecord[]> {
  const images = [await find(ctx, feedbackId)];
  for (const write of writes) {
    await write();
    images.push(await find(ctx, feedbackId));
  }
  return streamEventOf(
    images.map((after, index) => ({ ...(index > 0 && { before: images[index - 1] }), after }) as never),
  ).Records;
}

const feedback = SubmitFeedback.parse({
  source: 'support_ticket',
  comments: 'The parcel arrived broken',
  scores: [{ metric: 'csat', value: 2, scaleMin: 1, scaleMax: 5 }],
});
const today = async (ctx: Context) => (await read(ctx, { name: 'csat_avg', grain: 'total' })).total;

test('a life of submit, edit and delete, delivered twice, is in the numbers, the search and on the bus', async () => {
  const ctx = aContext();
  const { feedbackId } = (await submit(ctx, feedback)).feedback;
  const found = async (q: string) => (await list(ctx, { q, limit: 10 })).items.map((item) => item.feedbackId);
  const [created, edited] = await changesOf(ctx, feedbackId, [
    () =>
      edit(ctx, {
        feedbackId,
        edit: EditFeedback.parse({
          comments: 'It was repaired, splendid',
          scores: [{ metric: 'csat', value: 5, scaleMin: 1, scaleMax: 5 }],
        }),
      }),
  ]);
  if (!created || !edited) throw new Error('two changes were made');

  expect(await deliver([created])).toEqual({ batchItemFailures: [] });
  expect(await today(ctx)).toMatchObject({ value: 2, n: 1 });

  await deliver([edited, created]);
  await deliver([created, edited]);
  expect(await today(ctx)).toMatchObject({ value: 5, n: 1 });
  expect(await found('splendid')).toEqual([feedbackId]);
  expect(await found('parcel')).toEqual([]);
  expect(new Set(told())).toEqual(new Set([`FeedbackReceived ${feedbackId}:1`, `FeedbackEdited ${feedbackId}:2`]));
  expect(await reconcile(ctx, {})).toMatchObject({ drift: 0, checked: 1 });

  const [, removed] = await changesOf(ctx, feedbackId, [() => remove(ctx, { feedbackId })]);
  if (!removed) throw new Error('a change was made');
  await deliver([removed]);
  await deliver([created, edited, removed]);
  expect(await today(ctx)).toMatchObject({ value: null, n: 0 });
  expect(told()).toContain(`FeedbackDeleted ${feedbackId}:3`);
  expect(await reconcile(ctx, {})).toMatchObject({ drift: 0 });
});

test('analyses between edits, delivered twice, late and in any order, are counted and noted once each', async () => {
  const ctx = aContext();
  const { feedbackId } = (await submit(ctx, feedback)).feedback;
  const analyse = async (sentiment: 'negative' | 'positive') =>
    recordAnalysis(again(ctx), await stored(ctx, feedbackId), { status: 'done', sentiment });
  const change = (comments: string) => edit(again(ctx), { feedbackId, edit: EditFeedback.parse({ comments }) });
  const changes = await changesOf(ctx, feedbackId, [
    () => analyse('negative'),
    () => change('It was repaired'),
    () => analyse('positive'),
    () => edit(again(ctx), { feedbackId, edit: EditFeedback.parse({ theme: 'repairs' }) }),
  ]);
  for (const batch of [changes.slice(0, 2), changes.toReversed(), changes.slice(1, 4), changes]) {
    expect(await deliver(batch)).toEqual({ batchItemFailures: [] });
  }
  expect(await reconcile(ctx, {})).toMatchObject({ drift: 0, checked: 1 });
  expect((await read(ctx, { name: 'net_sentiment', grain: 'total' })).total).toMatchObject({ value: 1, n: 1 });
  const names = ['FeedbackReceived', 'FeedbackAnalysed', 'FeedbackEdited', 'FeedbackAnalysed', 'FeedbackEdited'];
  expect(new Set(told())).toEqual(new Set(names.map((name, index) => `${name} ${feedbackId}:${index + 1}`)));

  for (const { DetailType = '', Detail = '' } of bus.entries()) {
    await record(ctx, [entryOf(FeedbackEvent.parse(JSON.parse(Detail)), DetailType)]);
  }
  const { items } = await historyOf(ctx, feedbackId, { limit: 50 });
  expect(items.map(({ action, version }) => `${action} ${version}`)).toEqual([
    'FeedbackEdited 3',
    'FeedbackAnalysed 2',
    'FeedbackEdited 2',
    'FeedbackAnalysed 1',
    'FeedbackReceived 1',
  ]);
});

test('its own writes wake it no more: only records and pulses pass the filter', () => {
  const patterns = JSON.stringify(trigger.filters);
  expect(patterns.match(/"__edb_e__":\{"S":\["feedback"/g)).toHaveLength(2);
  expect(trigger.filters).toHaveLength(3);
});

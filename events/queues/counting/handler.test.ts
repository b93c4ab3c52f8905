import { expect, test } from 'vitest';
import { recordAnalysis } from '../../../shared/analysis/stored.ts';
import { submitMany } from '../../../shared/feedback/feedback.bulk.ts';
import type { StoredFeedback } from '../../../shared/feedback/feedback.schema.ts';
import { exclude, remove } from '../../../shared/feedback/feedback.ts';
import { again, aSubmission, given, stored } from '../../../shared/feedback/testing/given.ts';
import { backlogOf } from '../../../shared/kernel/backlog.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { COUNTING_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { delayUntilDelivery } from '../../../shared/metrics/counting-lane.ts';
import { read } from '../../../shared/metrics/metrics.ts';
import { reconcile } from '../../../shared/metrics/reconcile.ts';
import { useBus } from '../../../shared/testing/bus.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { playFault } from '../../../shared/testing/faults.ts';
import { sqsRecordOf, useQueues } from '../../../shared/testing/queues.ts';
import { streamEventOf, type TableChange } from '../../../shared/testing/stream-event.ts';
import { handler as changes } from '../../streams/changes/handler.ts';
import { handler } from './handler.ts';

const bus = useBus();
const queues = useQueues();
const BACKLOG = 'counting-backlog';

const total = async (ctx: Context): Promise<number> => (await read(ctx, { name: 'volume', grain: 'total' })).total.n;

/** Records that came in one bulk. */
async function bulkOf(ctx: Context, count: number): Promise<StoredFeedback[]> {
  const items = Array.from({ length: count }, (_, index) => aSubmission({ comments: `It came late, ${index}` }));
  const { results } = await submitMany(ctx, { items });
  return Promise.all(results.map(({ feedbackId }) => stored(ctx, feedbackId as Id<'feedback'>)));
}
const seen = (...some: TableChange[]) => changes(streamEventOf(some));
const arrived = (records: readonly StoredFeedback[]) => seen(...records.map((after) => ({ after: { ...after } })));
const done = { batchItemFailures: [] };

test('a bulk is handed on by the stream reader, and counted once however often and in whatever order its messages come', async () => {
  const ctx = aContext();
  const records = await bulkOf(ctx, 130);
  expect(await arrived(records)).toEqual(done);
  expect(await total(ctx)).toBe(0);
  expect(await backlogOf(ctx, COUNTING_QUEUE)).toMatchObject({ records: 130 });
  const messages = queues.sent(BACKLOG);
  expect(messages.map(({ group }) => group)).toEqual([ctx.companyId, ctx.companyId]);
  expect(JSON.stringify(messages)).not.toContain('late');
  const Records = messages.map((sent) => sqsRecordOf(sent, { lane: BACKLOG }));
  await Promise.all([handler({ Records }), handler({ Records: Records.toReversed() })]);
  expect(await handler({ Records })).toEqual(done);
  expect(await total(ctx)).toBe(130);
  expect(await reconcile(ctx, {})).toMatchObject({ drift: 0, checked: 130 });
  expect(bus.calls()).toHaveLength(13);
});

test('what an analysis finds in a bulk waits, too; what a person changes is counted at once, whatever still waits', async () => {
  const ctx = aContext();
  const [other, record] = await bulkOf(ctx, 2);
  if (!record || !other) throw new Error('two records were made');
  await arrived([record, other]);
  await recordAnalysis(again(ctx), record, { status: 'done', sentiment: 'negative' });
  const analysed = await stored(ctx, record.feedbackId);
  await seen({ before: { ...record }, after: { ...analysed } });
  expect(queues.sent(BACKLOG)).toHaveLength(2);

  await exclude(again(ctx), { feedbackId: other.feedbackId, reason: 'spam' });
  await seen({ before: { ...other }, after: { ...(await stored(ctx, other.feedbackId)) } });
  expect(queues.sent(BACKLOG)).toHaveLength(2);
  await handler(queues.take(BACKLOG));
  expect(await total(ctx)).toBe(1);
  expect((await read(ctx, { name: 'net_sentiment', grain: 'total' })).total).toMatchObject({ value: -1, n: 1 });
  expect(await reconcile(ctx, {})).toMatchObject({ drift: 0 });
});

test('a record that is deleted, or has left the table, before its message comes is not counted', async () => {
  const ctx = aContext();
  const [record, gone] = await bulkOf(ctx, 2);
  if (!record || !gone) throw new Error('two records were made');
  await arrived([record, gone]);
  await remove(again(ctx), { feedbackId: record.feedbackId });
  await seen({ before: { ...record }, after: { ...(await stored(ctx, record.feedbackId)) } });
  await seen({ before: { ...gone } });
  await handler(queues.take(BACKLOG));
  expect(await total(ctx)).toBe(0);
});

test('what came by itself is counted by the stream reader, beside any backlog', async () => {
  const [importing, other] = [aContext(), aContext()];
  await arrived(await bulkOf(importing, 100));
  await arrived([await stored(other, (await given(other)).feedbackId)]);
  expect(await total(other)).toBe(1);
  expect(await total(importing)).toBe(0);
});

test('a company whose counters cannot be written has its messages given back, and the others are counted', async () => {
  const [sick, sound] = [aContext(), aContext()];
  await arrived(await bulkOf(sick, 3));
  await arrived(await bulkOf(sound, 3));
  const event = queues.take(BACKLOG);
  const stop = playFault(
    'throttle',
    (command, _, input) => command.startsWith('BatchGet') && input.includes(sick.companyId),
  );
  try {
    const { batchItemFailures } = await handler(event);
    expect(batchItemFailures).toEqual([{ itemIdentifier: event.Records[0]?.messageId }]);
  } finally {
    stop();
  }
  expect(await total(sound)).toBe(3);
  expect(await backlogOf(sick, COUNTING_QUEUE)).toMatchObject({ records: 3 });
  expect(await handler(event)).toEqual(done);
  expect(await total(sick)).toBe(3);
  expect(await backlogOf(sick, COUNTING_QUEUE)).toMatchObject({ records: 0 });
});

test('what is handed on within half a minute is delivered at the same moment, 20 to 50 seconds later', () => {
  const start = Date.parse('2026-11-25T12:00:00.000Z');
  const handedOn = Array.from({ length: 300 }, (_, tenth) => start + tenth * 100);
  const delays = handedOn.map((at) => delayUntilDelivery(new Date(at).toISOString()));
  expect([Math.min(...delays), Math.max(...delays)]).toEqual([20, 50]);
  const delivered = handedOn.map((at, index) => Math.floor(at / 1_000) + (delays[index] ?? 0) - start / 1_000);
  expect(new Set(delivered)).toEqual(new Set([30, 60]));
});

import { beforeAll, expect, test } from 'vitest';
import { get } from '../../../shared/job/job.ts';
import { keep } from '../../../shared/journal/journal.ts';
import type { RecordEvent } from '../../../shared/kernel/events.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { sqsRecordOf, useQueues } from '../../../shared/testing/queues.ts';
import { list } from '../../../shared/webhook/delivery.ts';
import { replayMany } from '../../../shared/webhook/replay.ts';
import { create } from '../../../shared/webhook/webhook.ts';
import { CreateWebhook, ReplayDeliveries } from '../../../shared/webhook/webhook.schema.ts';
import { handler } from './handler.ts';

const queues = useQueues();
beforeAll(() => void (process.env['WEBHOOK_ALLOWED'] = '127.0.0.1:9'));

const lambda = { getRemainingTimeInMillis: () => 120_000 };

test('a job that is started is done, however often its message comes', async () => {
  const ctx = aContext();
  const fields = { url: 'http://127.0.0.1:9/', events: ['initiative.*'] };
  const { endpointId } = await create(ctx, { body: CreateWebhook.parse(fields) });
  const at = new Date(Date.now() - 60_000);
  const detail = { eventId: 'ini_1:1', at: at.toISOString(), companyId: ctx.companyId } as unknown as RecordEvent;
  await keep(ctx, [{ type: 'InitiativeCreated', detail, at }], at);
  const from = new Date(at.getTime() - 60_000).toISOString();
  const body = ReplayDeliveries.parse({ from, to: ctx.now.toISOString() });
  const { body: job } = await replayMany(ctx, { endpointId, body });
  const event = queues.take('jobs');
  await Promise.all([handler(event, lambda), handler(event, lambda)]);
  await handler(event, lambda);
  if (!('jobId' in job)) throw new Error('no job was started');
  expect(await get(ctx, job)).toMatchObject({ status: 'done', done: 1 });
  expect((await list(ctx, { endpointId, limit: 10 })).items).toMatchObject([{ replay: true, state: 'waiting' }]);
});

test('a message that cannot be read is given back, and one that names nothing does no harm', async () => {
  const broken = sqsRecordOf({ body: '{', group: undefined });
  const nothing = { companyId: aContext().companyId, jobId: 'job_01m6b8te80fbv1ave12d1pmmz7' };
  const unknown = sqsRecordOf({ body: JSON.stringify(nothing), group: undefined });
  const { batchItemFailures } = await handler({ Records: [broken, unknown] }, lambda);
  expect(batchItemFailures).toEqual([{ itemIdentifier: broken.messageId }]);
});

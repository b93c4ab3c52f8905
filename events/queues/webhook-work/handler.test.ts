import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { list as listHandOvers } from '../../../shared/hand-over/hand-over.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { sqsRecordOf, useQueues } from '../../../shared/testing/queues.ts';
import { CreateTracker } from '../../../shared/tracker/tracker.schema.ts';
import { create as createTracker } from '../../../shared/tracker/tracker.ts';
import { decide } from '../../../shared/triage/decide.ts';
import { list } from '../../../shared/webhook/delivery.ts';
import { fanOut } from '../../../shared/webhook/fan-out.ts';
import { create } from '../../../shared/webhook/webhook.ts';
import { CreateWebhook } from '../../../shared/webhook/webhook.schema.ts';
import { handler } from './handler.ts';

const queues = useQueues();
const received: string[] = [];
let server: ReturnType<typeof createServer>;
let url = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    received.push(String(request.headers['webhook-id']));
    if (request.url === '/board') response.writeHead(201).end('{"externalRef":"PROD-1"}');
    else response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/`;
  process.env['WEBHOOK_ALLOWED'] = `127.0.0.1:${port}`;
});
afterAll(() => server.close());

test('a message that comes twice and at once sends a delivery once', async () => {
  const ctx = aContext();
  const { endpointId } = await create(ctx, { body: CreateWebhook.parse({ url, events: ['initiative.*'] }) });
  const detail = { eventId: 'ini_1:1', at: ctx.now.toISOString() };
  await fanOut(ctx, [{ type: 'InitiativeCreated', detail }]);
  const event = queues.take('webhook-work');
  expect(event.Records).toHaveLength(1);
  await Promise.all([handler(event), handler(event)]);
  await handler(event);
  expect(received).toHaveLength(1);
  expect((await list(ctx, { endpointId, limit: 10 })).items).toMatchObject([
    { state: 'delivered', deliveryId: received[0] },
  ]);
});

test('a hand-over gets the reference of the reply', async () => {
  process.env['PUBLIC_URL'] = 'https://heed.example.com';
  const ctx = aContext();
  const endpoint = CreateWebhook.parse({ url: `${url}board`, events: ['HandOverStatusChanged'] });
  const { endpointId } = await create(ctx, { body: endpoint });
  const { trackerId } = await createTracker(again(ctx), { body: CreateTracker.parse({ name: 'Board', endpointId }) });
  const { feedbackId } = await given(ctx);
  await decide(again(ctx), { feedbackId, body: { status: 'planned', handOver: trackerId } });
  const [handOver] = (await listHandOvers(ctx, { feedbackId, limit: 1 })).items;
  const detail = { ...handOver, eventId: `${handOver?.handOverId}:1`, at: ctx.now.toISOString() };
  await fanOut(ctx, [{ type: 'TriageHandedOver', detail }]);
  await handler(queues.take('webhook-work'));
  const { items } = await listHandOvers(ctx, { feedbackId, limit: 10 });
  expect(items).toMatchObject([{ state: 'referenced', externalRef: 'PROD-1' }]);
});

test('a message that cannot be read, or names nothing, does no harm', async () => {
  const broken = sqsRecordOf({ body: '{', group: undefined });
  const nothing = { companyId: aContext().companyId, endpointId: 'wh_01m6b8te80fbv1ave12d1pmmz7' };
  const unknown = sqsRecordOf({ body: JSON.stringify(nothing), group: undefined });
  const { batchItemFailures } = await handler({ Records: [broken, unknown] });
  expect(batchItemFailures).toEqual([{ itemIdentifier: broken.messageId }]);
});

import { beforeAll, expect, test } from 'vitest';
import { aContext } from '../../../shared/testing/context.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { domainEvents } from '../../../shared/domain-events.ts';
import { list } from '../../../shared/webhook/delivery.ts';
import { create } from '../../../shared/webhook/webhook.ts';
import { CreateWebhook } from '../../../shared/webhook/webhook.schema.ts';
import { handler } from './handler.ts';
import { trigger } from './trigger.ts';

const queues = useQueues();
beforeAll(() => void (process.env['WEBHOOK_ALLOWED'] = '127.0.0.1:9'));

const aWebhook = (ctx: ReturnType<typeof aContext>, events: string[]) =>
  create(ctx, { body: CreateWebhook.parse({ url: 'http://127.0.0.1:9/', events }) });
const messageOf = (type: string, detail: object, more: object = {}) => ({
  messageId: 'm',
  body: JSON.stringify({ 'detail-type': type, detail, time: '2026-11-01T10:00:00Z', ...more }),
});

test('hears every event of the product', () => {
  expect([...trigger.on].toSorted()).toEqual(Object.keys(domainEvents).toSorted());
});

test('delivered twice and at once, an event is one delivery, and the endpoint is looked at', async () => {
  const ctx = aContext();
  const { endpointId } = await aWebhook(ctx, ['NumbersDrifted']);
  const detail = { eventId: `drift:${ctx.companyId}:r`, version: 1, companyId: ctx.companyId, months: ['2026-11'] };
  const event = { Records: [messageOf('NumbersDrifted', detail)] } as never;
  expect(await Promise.all([handler(event), handler(event)])).toEqual([
    { batchItemFailures: [] },
    { batchItemFailures: [] },
  ]);
  expect(await handler(event)).toEqual({ batchItemFailures: [] });
  const { items } = await list(ctx, { endpointId, limit: 10 });
  expect(items).toMatchObject([{ type: 'NumbersDrifted', state: 'waiting', eventId: detail.eventId }]);
  expect(queues.sent('webhook-work')).toMatchObject([
    { body: JSON.stringify({ companyId: ctx.companyId, endpointId }), group: endpointId },
  ]);
});

test('an event of which nobody knows when it happened is given back, and the others are delivered', async () => {
  const [ctx, other] = [aContext(), aContext()];
  await aWebhook(ctx, ['NumbersDrifted']);
  const { endpointId } = await aWebhook(other, ['NumbersDrifted']);
  const timeless = messageOf('NumbersDrifted', { eventId: 'a', companyId: ctx.companyId }, { time: undefined });
  const good = messageOf('NumbersDrifted', { eventId: 'b', companyId: other.companyId });
  const { batchItemFailures } = await handler({ Records: [{ ...timeless, messageId: 'bad' }, good] } as never);
  expect(batchItemFailures).toEqual([{ itemIdentifier: 'bad' }]);
  expect((await list(other, { endpointId, limit: 10 })).items).toHaveLength(1);
});

test('an event that no endpoint wants leaves no row and no message', async () => {
  const ctx = aContext();
  const { endpointId } = await aWebhook(ctx, ['feedback.*']);
  await handler({ Records: [messageOf('NumbersDrifted', { eventId: 'a', companyId: ctx.companyId })] } as never);
  expect((await list(ctx, { endpointId, limit: 10 })).items).toEqual([]);
  expect(queues.sent('webhook-work')).toEqual([]);
});

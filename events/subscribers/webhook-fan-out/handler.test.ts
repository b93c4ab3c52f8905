import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { aContext } from '../../../shared/testing/context.ts';
import { unitsOf } from '../../../shared/testing/units.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { domainEvents } from '../../../shared/domain-events.ts';
import { batchesOf } from '../../../shared/kernel/batches.ts';
import { list } from '../../../shared/webhook/delivery.ts';
import { countIn } from '../../../shared/webhook/delivery.store.ts';
import { countEvents } from '../../../shared/webhook/intake.ts';
import { create } from '../../../shared/webhook/webhook.ts';
import { CreateWebhook } from '../../../shared/webhook/webhook.schema.ts';
import { handler as bulk } from '../../queues/webhook-intake-bulk/handler.ts';
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

describe('many events of one company', () => {
  const at = Date.parse('2026-11-01T10:00:00.000Z');
  afterEach(() => void vi.useRealTimers());
  const PER_BATCH = 50;
  /** Events as the bus tells them, in batches as Lambda delivers them. */
  const batches = ({ companyId }: ReturnType<typeof aContext>, count: number, more: object = {}) =>
    batchesOf(
      Array.from({ length: count }, (_, index) =>
        messageOf('NumbersDrifted', { eventId: `${companyId}:${index}`, companyId, ...more }),
      ),
      PER_BATCH,
    ).map((Records) => ({ Records }) as never);
  const deliveriesOf = (ctx: ReturnType<typeof aContext>, endpointId: Parameters<typeof countIn>[1]) =>
    countIn(ctx, endpointId, 'waiting', 10_000);
  const eventsIn = (messages: readonly { body: string }[]) =>
    messages.flatMap(({ body }) => (JSON.parse(body) as { events: { detail: { eventId: string } }[] }).events);

  test('behind 5 000 of them another company’s event is handed on for less than twice the work of the first 500, by one worker alone', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: at });
    const [ctx, other] = [aContext(), aContext()];
    const { endpointId } = await aWebhook(ctx, ['NumbersDrifted']);
    const { endpointId: others } = await aWebhook(other, ['NumbersDrifted']);
    const work = async (events: readonly never[]): Promise<number> => {
      const { units } = await unitsOf(async () => {
        for (const batch of events) expect(await handler(batch)).toEqual({ batchItemFailures: [] });
      });
      return units.total;
    };
    const all = batches(ctx, 5_000);
    const ofFirst500 = await work(all.slice(0, 10));
    const ofTheRest = await work([...all.slice(10), ...batches(other, 1)]);
    expect(await deliveriesOf(other, others)).toBe(1);
    // In units, which a busy machine does not change; without the other queue the rest would be nine times as much.
    expect(ofTheRest).toBeLessThan(ofFirst500);
    // The rest waits in the other queue, each event once, in messages that it takes.
    expect(await deliveriesOf(ctx, endpointId)).toBe(500);
    const waiting = queues.sent('webhook-intake-bulk');
    expect(new Set(eventsIn(waiting).map(({ detail }) => detail.eventId)).size).toBe(4_500);
    expect(new Set(waiting.map(({ group }) => group))).toEqual(new Set([ctx.companyId]));
    expect(waiting.length).toBeLessThan(4_500 / 20);
  });

  test('make one delivery each, though their messages and their batches come twice', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: at });
    const ctx = aContext();
    const { endpointId } = await aWebhook(ctx, ['NumbersDrifted']);
    const [first, second] = batches(ctx, 60);
    await countEvents(ctx, 460);
    for (const batch of [first, second, second]) await handler(batch as never);
    const event = queues.take('webhook-intake-bulk');
    expect(await Promise.all([bulk(event), bulk(event)])).toEqual([
      { batchItemFailures: [] },
      { batchItemFailures: [] },
    ]);
    expect(await deliveriesOf(ctx, endpointId)).toBe(60);
  });

  test('that come over more than ten seconds, or that no webhook wants, are not handed on', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: at });
    const ctx = aContext();
    await aWebhook(ctx, ['NumbersDrifted']);
    await countEvents(ctx, 450);
    const [first, second] = batches(ctx, 60);
    await handler(first as never);
    vi.setSystemTime(at + 10_000);
    await handler(second as never);
    const unwanted = aContext();
    await aWebhook(unwanted, ['feedback.*']);
    for (const batch of batches(unwanted, 600)) await handler(batch);
    expect(queues.sent('webhook-intake-bulk')).toEqual([]);
  });

  test('that the other queue refuses come again, and so do large ones', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: at });
    const ctx = aContext();
    await aWebhook(ctx, ['NumbersDrifted']);
    await countEvents(ctx, 500);
    const [large] = batches(ctx, 3, { months: ['x'.repeat(30_000)] });
    queues.refuseAll();
    const { batchItemFailures } = await handler(large as never);
    expect(batchItemFailures).toHaveLength(3);
    queues.accept();
    expect(await handler(large as never)).toEqual({ batchItemFailures: [] });
    expect(queues.sent('webhook-intake-bulk')).toHaveLength(3);
    expect(eventsIn(queues.sent('webhook-intake-bulk'))).toHaveLength(3);
  });
});

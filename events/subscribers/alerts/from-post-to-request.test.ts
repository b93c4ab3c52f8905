import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { list } from '../../../shared/alert/alert.ts';
import { alerts } from '../../../shared/alert/alert.store.ts';
import { CreateAlertRule } from '../../../shared/alert-rule/alert-rule.schema.ts';
import { create as createRule } from '../../../shared/alert-rule/alert-rule.ts';
import { again, given, stored } from '../../../shared/feedback/testing/given.ts';
import { analysed, queued } from '../../../shared/feedback/testing/told.ts';
import { knows } from '../../../shared/people/testing/given.ts';
import { useBus } from '../../../shared/testing/bus.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { useSes } from '../../../shared/testing/ses.ts';
import { streamEventOf } from '../../../shared/testing/stream-event.ts';
import { isSigned } from '../../../shared/webhook-sending/signature.ts';
import { CreateWebhook } from '../../../shared/webhook/webhook.schema.ts';
import { create as createWebhook, secretOf } from '../../../shared/webhook/webhook.ts';
import { handler as sender } from '../../queues/webhook-work/handler.ts';
import { handler as changes } from '../../streams/changes/handler.ts';
import { handler as fanOut } from '../webhook-fan-out/handler.ts';
import { handler } from './handler.ts';

const ses = useSes();
const bus = useBus();
const queues = useQueues();
const received: { at: number; headers: IncomingHttpHeaders; body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    received.push({ at: Date.now(), headers: request.headers, body });
    response.writeHead(204).end();
  });
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/`;
  process.env['WEBHOOK_ALLOWED'] = `127.0.0.1:${port}`;
});
afterAll(() => server.close());

/** Everything that a reader is told, twice and twice at once. */
const twice = async <E>(read: (event: E) => Promise<unknown>, event: E): Promise<void> => {
  await Promise.all([read(event), read(event)]);
  await read(event);
};
/** The events of some names that are on the bus, each as often as it was put there. */
const onBus = (...types: string[]) =>
  queued(
    bus
      .entries()
      .filter(({ DetailType = '' }) => types.includes(DetailType))
      .map(({ DetailType = '', Detail = '' }) => ({ type: DetailType, detail: JSON.parse(Detail) as object })),
  );

test(
  'a critical complaint posted while every stream record and bus event comes twice is one alert, one mail per recipient and one signed request, all within 10 s',
  { retry: 2 },
  async () => {
    received.length = 0;
    const ctx = aContext();
    await knows(ctx, 'ada', 'bob');
    const webhook = await createWebhook(ctx, { body: CreateWebhook.parse({ url, events: ['AlertOpened'] }) });
    const { secret = '' } = await secretOf(ctx, webhook);
    const body = CreateAlertRule.parse({
      name: 'Told at once',
      severity: 'critical',
      match: { all: { urgency: 'critical' } },
      notify: { userIds: ['ada', 'bob'] },
    });
    const { ruleId } = await createRule(again(ctx), { body });
    const began = Date.now();
    const { feedbackId } = await given(ctx, { comments: 'My card was charged twice.' });
    const before = await stored(ctx, feedbackId);
    await analysed(ctx, feedbackId, { urgency: 'critical' });
    const after = await stored(ctx, feedbackId);
    await twice(changes, streamEventOf([{ after: before }, { before, after }]));
    await twice(handler, onBus('FeedbackReceived', 'FeedbackAnalysed'));
    const opened = (await list(ctx, { ruleId, limit: 10 })).items;
    expect(opened).toMatchObject([{ status: 'open', count: 1, key: feedbackId }]);
    const [alert] = await Promise.all(opened.map(({ alertId }) => alerts.find(ctx, alertId)));
    await twice(changes, streamEventOf([{ after: { ...alert } }]));
    await twice(fanOut, onBus('AlertOpened'));
    await twice(sender, queues.take('webhook-work'));

    const told = ses.sent.map(({ Destination }) => Destination.ToAddresses[0] ?? '').toSorted();
    expect(told).toEqual(['ada@example.com', 'bob@example.com']);
    expect(received).toHaveLength(1);
    const [request] = received;
    // Mails went out before it.
    expect((request?.at ?? Infinity) - began).toBeLessThan(10_000);
    const { headers = {}, body: sent = '' } = request ?? {};
    expect(isSigned(headers as Record<string, string>, { body: sent, secrets: [secret], now: new Date() })).toBe(true);
    expect(JSON.parse(sent)).toMatchObject({
      type: 'AlertOpened',
      data: { alertId: alert?.alertId, severity: 'critical' },
    });
  },
);

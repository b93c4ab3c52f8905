import { beforeAll, expect, test } from 'vitest';
import { CreateAlertRule } from '../../shared/alert-rule/alert-rule.schema.ts';
import { create as createAlertRule } from '../../shared/alert-rule/alert-rule.ts';
import { list as listAlerts } from '../../shared/alert/alert.ts';
import { list as listFeedback } from '../../shared/feedback/feedback.list.ts';
import { edit } from '../../shared/feedback/feedback.ts';
import { again } from '../../shared/feedback/testing/given.ts';
import { analysed, queued, received, type Told, told } from '../../shared/feedback/testing/told.ts';
import { CreateFollowUpRule } from '../../shared/follow-up-rule/follow-up-rule.schema.ts';
import { create as createFollowUpRule } from '../../shared/follow-up-rule/follow-up-rule.ts';
import { list as listFollowUps } from '../../shared/follow-up/follow-up.list.ts';
import { imported } from '../../shared/import/testing/importing.ts';
import { PutLoopSettings } from '../../shared/initiative/loop-settings.schema.ts';
import { putLoopSettings } from '../../shared/initiative/loop-settings.ts';
import { receiptOf } from '../../shared/initiative/receipt.ts';
import type { Context } from '../../shared/kernel/context.ts';
import type { Id } from '../../shared/kernel/id-kinds.ts';
import { PutPerson } from '../../shared/people/people.schema.ts';
import { put as putPerson } from '../../shared/people/people.ts';
import { aContext } from '../../shared/testing/context.ts';
import { useFiles } from '../../shared/testing/files.ts';
import { useQueues } from '../../shared/testing/queues.ts';
import { useSes } from '../../shared/testing/ses.ts';
import { list as listDeliveries } from '../../shared/webhook/delivery.ts';
import { create as createWebhook } from '../../shared/webhook/webhook.ts';
import { CreateWebhook } from '../../shared/webhook/webhook.schema.ts';
import { handler as alerts } from './alerts/handler.ts';
import { handler as opener } from './follow-up-opener/handler.ts';
import { handler as linker } from './linker/handler.ts';
import { handler as fanOut } from './webhook-fan-out/handler.ts';

useQueues();
useFiles();
const ses = useSes();
beforeAll(() => void (process.env['WEBHOOK_ALLOWED'] = '127.0.0.1:9'));

/** A company in which everything would be told of a complaint about bills; its ready-made rule tells of what is critical. */
async function watchful() {
  const ctx = aContext();
  const person = PutPerson.parse({ name: 'Ada', email: `ada@${ctx.companyId}.example.com` });
  await putPerson(again(ctx), { userId: 'ada', body: person });
  const match = { all: { category: 'billing' } };
  await createAlertRule(again(ctx), {
    body: CreateAlertRule.parse({ name: 'Bills', severity: 'critical', match, notify: { userIds: ['ada'] } }),
  });
  await createFollowUpRule(again(ctx), { body: CreateFollowUpRule.parse({ name: 'Bills', order: 1, match }) });
  await putLoopSettings(again(ctx), { body: PutLoopSettings.parse({ holdMinutes: 0, receiptOnIntake: ['direct'] }) });
  const body = CreateWebhook.parse({ url: 'http://127.0.0.1:9/', events: ['feedback.*'] });
  const { endpointId } = await createWebhook(again(ctx), { body });
  return { ctx, endpointId };
}

const mapping = [
  { column: 'mail', to: 'contact.email' },
  { column: 'category', to: 'category' },
  { column: 'comment', to: 'comments' },
];
/** Rows of today: their age alone would keep nobody silent. */
const rows = Array.from({ length: 5 }, (_, at) => `p${at}@example.com,billing,Charged twice ${at}`);
const content = ['mail,category,comment', ...rows].join('\n');

/** Every subscriber hears of the arrival of each record and of its analysis, each twice. */
async function heard(ctx: Context): Promise<Id<'feedback'>[]> {
  const { items } = await listFeedback(again(ctx), { limit: 100 });
  const ids = items.map(({ feedbackId }) => feedbackId as Id<'feedback'>);
  for (const id of ids) {
    await deliver(await received(ctx, id));
    await deliver(await analysed(ctx, id, { urgency: 'critical', sentiment: 'negative' }));
  }
  return ids;
}
async function deliver(events: readonly Told[]): Promise<void> {
  for (const handler of [alerts, opener, linker, fanOut]) {
    await handler(queued(events));
    await handler(queued(events));
  }
}

async function toldIn({ ctx, endpointId }: Awaited<ReturnType<typeof watchful>>) {
  return {
    alerts: (await listAlerts(again(ctx), { limit: 100 })).items.length,
    followUps: (await listFollowUps(again(ctx), { status: 'open', limit: 100 })).items.length,
    deliveries: (await listDeliveries(again(ctx), { endpointId, limit: 100 })).items.length,
  };
}

test('imported rows → 0 alerts, 0 follow-ups, 0 webhooks, 0 mails, until a person changes one', async () => {
  const company = await watchful();
  const { ctx } = company;
  expect(await imported(ctx, content, { preset: 'csv', mapping, source: 'direct' })).toMatchObject({ created: 5 });
  const ids = await heard(ctx);
  expect(await toldIn(company)).toEqual({ alerts: 0, followUps: 0, deliveries: 0 });
  await expect(receiptOf(again(ctx), { feedbackId: ids[0] as Id<'feedback'> })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(ses.sent).toEqual([]);
  const feedbackId = ids[0] as Id<'feedback'>;
  await deliver(await told(ctx, feedbackId, () => edit(again(ctx), { feedbackId, edit: { category: 'bills' } })));
  await deliver(await told(ctx, feedbackId, () => edit(again(ctx), { feedbackId, edit: { category: 'billing' } })));
  expect(await toldIn(company)).toEqual({ alerts: 2, followUps: 1, deliveries: 2 });
});

test('an import that is announced is told like anything else, but for thanks', async () => {
  const company = await watchful();
  const { ctx } = company;
  await imported(ctx, content, { preset: 'csv', mapping, source: 'direct', announce: true });
  const ids = await heard(ctx);
  expect(await toldIn(company)).toEqual({ alerts: 10, followUps: 5, deliveries: 10 });
  await expect(receiptOf(again(ctx), { feedbackId: ids[0] as Id<'feedback'> })).rejects.toMatchObject({
    code: 'not-found',
  });
});

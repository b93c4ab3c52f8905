import { beforeAll, describe, expect, test } from 'vitest';
import { setContactPreferences } from '../../../shared/consent/address-news.ts';
import { submitMany } from '../../../shared/feedback/feedback.bulk.ts';
import { edit, exclude, remove } from '../../../shared/feedback/feedback.ts';
import { again, aSubmission, given, stored } from '../../../shared/feedback/testing/given.ts';
import { analysed, queued, received } from '../../../shared/feedback/testing/told.ts';
import { CreateInitiative } from '../../../shared/initiative/initiative.schema.ts';
import { create, link } from '../../../shared/initiative/initiative.ts';
import { dueLoops } from '../../../shared/initiative/loop-due.ts';
import { loopMailEvents } from '../../../shared/initiative/loop.events.ts';
import { PutLoopSettings } from '../../../shared/initiative/loop-settings.schema.ts';
import { putLoopSettings } from '../../../shared/initiative/loop-settings.ts';
import { dueReceipts, receiptOf } from '../../../shared/initiative/receipt.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { dispatch } from '../../../shared/kernel/due.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { systemDb } from '../../../shared/kernel/table.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { playFault } from '../../../shared/testing/faults.ts';
import { logged } from '../../../shared/testing/logged.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { useSes } from '../../../shared/testing/ses.ts';
import { unitsOf } from '../../../shared/testing/units.ts';
import { watchTable } from '../../../shared/testing/watch-table.ts';
import { handler as linker } from '../../subscribers/linker/handler.ts';
import { handler } from './handler.ts';

const ses = useSes();
const queues = useQueues();
const MINUTE = 60_000;
const DAY = 86_400_000;

beforeAll(async () => {
  await ownTable();
  process.env['MAIL_RATE'] = '100000';
});

type FeedbackId = Id<'feedback'>;
type Given = Parameters<typeof given>[1];

const puts = (ctx: Context, settings: object) =>
  putLoopSettings(again(ctx), { body: PutLoopSettings.parse({ holdMinutes: 0, ...settings }) });
/** A company that thanks for what it is told directly or in its app. */
async function thanking(settings: object = {}): Promise<Context> {
  const ctx = aContext();
  await puts(ctx, { receiptOnIntake: ['direct', 'in_app'], ...settings });
  return ctx;
}
/** The subscriber is told of a record that has come: each event twice in a batch, and the batch twice at once. */
async function arrived(ctx: Context, feedbackId: FeedbackId): Promise<FeedbackId> {
  const events = await received(ctx, feedbackId);
  const twice = queued([...events, ...events]);
  expect(await Promise.all([linker(twice), linker(twice)])).toEqual([1, 2].map(() => ({ batchItemFailures: [] })));
  return feedbackId;
}
const came = async (ctx: Context, more: Given = {}): Promise<FeedbackId> =>
  arrived(ctx, (await given(ctx, { source: 'direct', ...more })).feedbackId);
/** Two schedules at once, as if it were so much later. */
async function minute(laterMs = 1_000): Promise<void> {
  const parts = { systemDb: systemDb(), now: () => new Date(Date.now() + laterMs) };
  const run = () =>
    dispatch([dueLoops, dueReceipts], { ...parts, deadline: new Date(Date.now() + laterMs + 10 * MINUTE) });
  await Promise.all([run(), run()]);
}
/** Senders work off what waits, each message twice at once. */
async function send(): Promise<void> {
  for (let event = queues.take('loop-send'); event.Records.length > 0; event = queues.take('loop-send'))
    await Promise.all([handler(event), handler(event)]);
}
const to = () => ses.sent.map(({ Destination }) => Destination.ToAddresses[0]);
const none = { code: 'not-found' };

describe('a receipt for feedback as it comes', () => {
  test('thanks the person once, with every event, schedule and message twice, and is told as other loop mails are', async () => {
    const ctx = await thanking();
    const { result: feedbackId, items } = await watchTable(async () => {
      const one = await came(ctx);
      await minute();
      await send();
      await minute(20 * MINUTE);
      await send();
      return one;
    });
    expect(to()).toEqual(['ada@example.com']);
    const [mail] = ses.sent;
    expect(mail?.Content.Simple.Subject.Data).toBe('Thank you for your feedback');
    expect(mail?.Content.Simple.Body.Text.Data).toContain('Hello Ada Lovelace,');
    expect(mail?.Content.Simple.Headers?.[0]?.Value).toMatch(/\/updates\?lang=en>$/);
    expect(mail?.EmailTags).toContainEqual({ Name: 'feedback', Value: feedbackId });
    expect(await receiptOf(ctx, { feedbackId })).toMatchObject({ feedbackId, state: 'sent' });
    const told = items.flatMap((after) =>
      'lastAction' in after && 'mailId' in after ? loopMailEvents.eventsOf({ after }) : [],
    );
    expect(told.map(({ type }) => type)).toEqual(['LoopMailSent']);
    expect(told[0]?.detail).toMatchObject({ feedbackId, stage: 'receipt', state: 'sent' });
    expect(JSON.stringify(told)).not.toContain('ada@example.com');
  });

  test('waits as long as the settings say', async () => {
    const ctx = await thanking({ holdMinutes: 10 });
    const feedbackId = await came(ctx);
    await minute(9 * MINUTE);
    await send();
    expect(to()).toEqual([]);
    expect(await receiptOf(ctx, { feedbackId })).toMatchObject({ state: 'waiting' });
  });

  test('is not sent unless the company says so, nor for another source, a bulk, an import or what was said eight days ago, nor to nobody', async () => {
    const silent = aContext();
    await expect(receiptOf(silent, { feedbackId: await came(silent) })).rejects.toMatchObject(none);
    const ctx = await thanking();
    const eightDaysAgo = new Date(Date.now() - 8 * DAY).toISOString();
    const items = [aSubmission({ source: 'direct' }), aSubmission({ source: 'in_app' })];
    const { results } = await submitMany(again(ctx), { items });
    const bulk = results.flatMap((one) => ('feedbackId' in one ? (one.feedbackId as FeedbackId) : []));
    expect(bulk).toHaveLength(2);
    for (const feedbackId of bulk) await arrived(ctx, feedbackId);
    const ids = [
      ...bulk,
      await came(ctx, { source: 'community' }),
      await came(ctx, { source: 'import' }),
      await came(ctx, { occurredAt: eightDaysAgo }),
      await came(ctx, { contact: undefined, customerId: 'C-1' }),
    ];
    for (const feedbackId of ids) await expect(receiptOf(ctx, { feedbackId })).rejects.toMatchObject(none);
    await minute();
    await send();
    expect(to()).toEqual([]);
  });

  test('follows from the arrival alone: no later event makes one', async () => {
    const ctx = aContext();
    const feedbackId = await came(ctx);
    await puts(ctx, { receiptOnIntake: ['direct'] });
    expect(await linker(queued(await analysed(ctx, feedbackId, {})))).toEqual({ batchItemFailures: [] });
    await expect(receiptOf(ctx, { feedbackId })).rejects.toMatchObject(none);
  });

  test('costs no read where its source can have none', async () => {
    const ctx = await thanking();
    // The rules of themes are known by now.
    await came(ctx, { source: 'support_ticket' });
    const { feedbackId } = await given(ctx, { source: 'support_ticket' });
    const events = queued(await received(ctx, feedbackId));
    expect((await unitsOf(() => linker(events))).units.total).toBe(0);
  });

  test('is one per person and 7 days, whoever is to send the other one', async () => {
    const ctx = await thanking();
    const [first, second] = [await came(ctx), await came(ctx, { source: 'in_app' })];
    await minute();
    await send();
    const { initiativeId } = await create(again(ctx), { body: CreateInitiative.parse({ title: 'Right bills' }) });
    await link(again(ctx), { initiativeId, body: { feedbackIds: [first] } });
    await minute(2 * MINUTE);
    await send();
    expect(to()).toEqual(['ada@example.com']);
    const states = await Promise.all([first, second].map((feedbackId) => receiptOf(ctx, { feedbackId })));
    expect(states.map(({ state, reason }) => reason ?? state).toSorted()).toEqual(['already_received', 'sent']);
    await came(ctx, { contact: { email: 'bob@example.com' } });
    await minute();
    await send();
    expect(to()).toEqual(['ada@example.com', 'bob@example.com']);
  });

  test('whose message to the senders was lost goes out a quarter of an hour later', async () => {
    const ctx = await thanking();
    await came(ctx);
    await minute();
    queues.take('loop-send');
    await minute(10 * MINUTE);
    await send();
    expect(to()).toEqual([]);
    await minute(16 * MINUTE);
    await send();
    expect(to()).toEqual(['ada@example.com']);
  });
});

describe('in doubt', () => {
  test('a crash between sending and noting leaves it `unresolved`, and it is never sent twice', async () => {
    const ctx = await thanking();
    const feedbackId = await came(ctx);
    await minute();
    const stop = playFault('throttle', (_, __, input) => input.includes('"sent"'));
    const lines = await logged(send);
    stop();
    expect(to()).toHaveLength(1);
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(lines)).not.toContain('ada@example.com');
    expect(await receiptOf(ctx, { feedbackId })).toMatchObject({ state: 'sending' });
    await minute(16 * MINUTE);
    await send();
    await minute(40 * MINUTE);
    await send();
    expect(to()).toHaveLength(1);
    expect(await receiptOf(ctx, { feedbackId })).toMatchObject({ state: 'unresolved', reason: 'mail_in_doubt' });
  });

  test('is not what SES refused: for its rate it is asked again later, for good it is noted', async () => {
    const ctx = await thanking();
    const feedbackId = await came(ctx);
    await minute();
    ses.refusal = { status: 429, type: 'TooManyRequestsException' };
    await send();
    expect(await receiptOf(ctx, { feedbackId })).toMatchObject({ state: 'waiting' });
    ses.refusal = { status: 400, type: 'MessageRejected' };
    const refused = await came(ctx, { contact: { email: 'bob@example.com' } });
    await minute();
    await send();
    expect(await receiptOf(ctx, { feedbackId: refused })).toMatchObject({
      state: 'suppressed',
      reason: 'mail_rejected',
    });
    expect(to()).toEqual([]);
  });
});

describe('what holds when it is sent', () => {
  test.each([
    ['do_not_contact', { doNotContact: true }],
    ['opted_out', { optedOut: true }],
    ['bounced_address', { bounced: true }],
    ['complained', { complained: true }],
    ['no_consent', { consent: false }],
    ['updates_off', { productUpdates: false }],
  ])('an address of which is known `%s` gets nothing', async (reason, facts) => {
    const ctx = await thanking();
    const feedbackId = await came(ctx);
    await setContactPreferences(again(ctx), { email: 'ada@example.com', ...facts });
    await minute();
    await send();
    expect(to()).toEqual([]);
    expect(await receiptOf(ctx, { feedbackId })).toMatchObject({ state: 'suppressed', reason });
  });

  test.each([
    ['erased', (ctx: Context, feedbackId: FeedbackId) => edit(again(ctx), { feedbackId, edit: { contact: null } })],
    [
      'excluded',
      (ctx: Context, feedbackId: FeedbackId) => exclude(again(ctx), { feedbackId, reason: 'spam' } as never),
    ],
    ['switched_off', (ctx: Context) => puts(ctx, { receiptOnIntake: ['in_app'] })],
  ])('a record that is `%s` by then has none', async (reason, happens) => {
    const ctx = await thanking();
    const feedbackId = await came(ctx);
    await happens(ctx, feedbackId);
    await minute();
    await send();
    expect(to()).toEqual([]);
    expect(await receiptOf(ctx, { feedbackId })).toMatchObject({ state: 'suppressed', reason });
  });

  test('a record that is deleted by then has none, and tells nobody of it', async () => {
    const ctx = await thanking();
    const feedbackId = await came(ctx);
    await remove(again(ctx), { feedbackId });
    await minute();
    await send();
    expect(to()).toEqual([]);
    await expect(receiptOf(ctx, { feedbackId })).rejects.toMatchObject(none);
  });

  test('what they said is quoted masked, as text, and no merge field in it is filled', async () => {
    const ctx = await thanking();
    await came(ctx, { comments: '<b>{{name}}</b> call +49 30 1234567 or write to eve@example.com' });
    await minute();
    await send();
    const { Html, Text } = ses.sent[0]?.Content.Simple.Body ?? { Html: { Data: '' }, Text: { Data: '' } };
    expect(Text.Data).toContain('> <b>{{name}}</b> call [PHONE] or write to [EMAIL]');
    expect(Html.Data).toContain('&lt;b>{{name}}&lt;/b>');
  });
});

test('its row holds no address and no text', async () => {
  const ctx = await thanking();
  const { items } = await watchTable(async () =>
    arrived(ctx, (await stored(ctx, await came(ctx))).feedbackId as FeedbackId),
  );
  const rows = JSON.stringify(items.filter((item) => 'mailId' in item));
  expect(rows).toContain(':receipt');
  expect(rows).not.toMatch(/ada@example|charged/);
});

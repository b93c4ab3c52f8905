import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { setContactPreferences } from '../../../shared/consent/address-news.ts';
import { edit as editFeedback, remove as removeFeedback } from '../../../shared/feedback/feedback.ts';
import { again, given } from '../../../shared/feedback/testing/given.ts';
import { CreateInitiative } from '../../../shared/initiative/initiative.schema.ts';
import { create, edit, get, link, remove, unlink } from '../../../shared/initiative/initiative.ts';
import { dueLoops } from '../../../shared/initiative/loop-due.ts';
import { cancel } from '../../../shared/initiative/loop-run.ts';
import type { LoopStage } from '../../../shared/initiative/loop.schema.ts';
import { PutLoopSettings } from '../../../shared/initiative/loop-settings.schema.ts';
import { putLoopSettings } from '../../../shared/initiative/loop-settings.ts';
import { listLoop } from '../../../shared/initiative/loop.ts';
import { eachBatch } from '../../../shared/kernel/batches.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { countedKinds } from '../../../shared/counted-kinds.ts';
import { read } from '../../../shared/metrics/metrics.ts';
import { reconcileAll } from '../../../shared/metrics/reconcile.ts';
import { sweep } from '../../../shared/metrics/sweep.ts';
import { dispatch } from '../../../shared/kernel/due.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { systemDb } from '../../../shared/kernel/table.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { playFault } from '../../../shared/testing/faults.ts';
import { ownTable } from '../../../shared/testing/own-table.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { useSes } from '../../../shared/testing/ses.ts';
import { handler } from './handler.ts';

const ses = useSes();
const queues = useQueues();
const MINUTE = 60_000;
const LONG = 600_000;

beforeAll(async () => {
  await ownTable();
  process.env['MAIL_RATE'] = '100000';
});
// What is due is due for all companies of the table: nothing of a test is left to the next one.
afterEach(async () => {
  ses.refusal = undefined;
  await minute(86_400_000);
  await send();
}, LONG);

/** A company that thanks nobody, so that only the mails of a status are seen; `receipt: true` for those that do. */
async function aLoop(settings: object = {}) {
  const ctx = aContext();
  await putLoopSettings(ctx, { body: PutLoopSettings.parse({ receipt: false, holdMinutes: 0, ...settings }) });
  const { initiativeId } = await create(again(ctx), { body: CreateInitiative.parse({ title: 'Shorter queue' }) });
  return { ctx, initiativeId };
}
type Given = Parameters<typeof given>[1];
const said = async (ctx: Context, whose: Given = {}): Promise<Id<'feedback'>> =>
  (await given(ctx, { comments: 'I wait too long.', contact: { email: 'ada@example.com' }, ...whose })).feedbackId;
const linked = (ctx: Context, initiativeId: Id<'initiative'>, feedbackIds: Id<'feedback'>[]) =>
  link(again(ctx), { initiativeId, body: { feedbackIds } });
const decide = (ctx: Context, initiativeId: Id<'initiative'>, body: Parameters<typeof edit>[1]['body']) =>
  edit({ ...again(ctx), now: new Date() }, { initiativeId, body });

/** One minute's schedule, as if it were so much later. */
const minute = (laterMs = 61_000) => {
  const parts = { systemDb: systemDb(), now: () => new Date(Date.now() + laterMs) };
  return dispatch([dueLoops], { ...parts, deadline: new Date(Date.now() + laterMs + LONG) });
};
/** Senders work off what waits; each of the first 20 messages comes so often, all at once. */
async function send(times = 1): Promise<void> {
  let events = 0;
  for (let event = queues.take('loop-send'); event.Records.length > 0; event = queues.take('loop-send'))
    await Promise.all(Array.from({ length: events++ < 2 ? times : 1 }, () => handler(event)));
}
const to = () => ses.sent.map(({ Destination }) => Destination.ToAddresses[0]);
const look = (ctx: Context, initiativeId: Id<'initiative'>, stage?: LoopStage) =>
  listLoop({ ...ctx, now: new Date() }, { initiativeId, stage, limit: 200 });

describe('an initiative that is shipped', () => {
  test(
    'with 1 000 linked people, two runs at once and a crash in the middle: every reachable person one mail, the others listed with a reason, sum 1 000',
    { timeout: LONG },
    async () => {
      const { ctx, initiativeId } = await aLoop();
      const ids: Id<'feedback'>[] = [];
      const address = (n: number) => `p${n}@example.com`;
      const people = Array.from({ length: 1_000 }, (_, n) => n);
      await eachBatch(people, { size: 1, parallel: 16 }, async ([n = 0]) => {
        const contact = n < 960 ? { email: address(n) } : undefined;
        ids[n] = await said(ctx, { customerId: `c-${n}`, contact });
      });
      for (let at = 0; at < 1_000; at += 500) await linked(ctx, initiativeId, ids.slice(at, at + 500));
      await eachBatch(people.slice(900, 940), { size: 1, parallel: 8 }, async ([n = 0]) => {
        const facts = n < 920 ? { doNotContact: true } : n < 930 ? { bounced: true } : { productUpdates: false };
        await setContactPreferences(ctx, { email: address(n), ...facts });
      });
      expect((await decide(ctx, initiativeId, { status: 'shipped' })).notifies).toMatchObject({ people: 1_000 });
      // The first planner dies in the middle; its claim ends, and two others start at once.
      let puts = 0;
      let stop = playFault(
        'throttle',
        (name, _, input) => name === 'PutItemCommand' && input.includes('ilm#') && ++puts > 300,
      );
      await minute();
      stop();
      expect((await look(ctx, initiativeId)).counts?.people).toBeGreaterThan(100);
      await Promise.all([minute(4 * MINUTE), minute(4 * MINUTE)]);
      for (const n of people.slice(940, 960))
        await removeFeedback(again(ctx), { feedbackId: ids[n] as Id<'feedback'> });
      // A sender dies after SES took its mail and before that is noted.
      stop = playFault('throttle', (_, __, input) => input.includes('"c-500"') && input.includes('"sent"'));
      await send(2);
      stop();
      await minute(25 * MINUTE);
      await send();
      await minute(45 * MINUTE);
      expect(to()).toHaveLength(900);
      expect(new Set(to())).toEqual(new Set(people.slice(0, 900).map(address)));
      const { counts } = await look(ctx, initiativeId, 'resolution');
      expect(counts).toMatchObject({
        people: 1_000,
        waiting: 0,
        sent: 899,
        unresolved: 1,
        suppressed: { do_not_contact: 20, bounced_address: 10, updates_off: 10, erased: 20, no_address: 40 },
      });
    },
  );

  test('is counted on its day: who was told, who was not and why, and who is no voice any more', async () => {
    const { ctx, initiativeId } = await aLoop();
    const [told, gone] = [await said(ctx, { customerId: 'c-1' }), await said(ctx, { customerId: 'c-2' })];
    const nameless = await said(ctx, { customerId: 'c-3', contact: undefined });
    await linked(ctx, initiativeId, [told, gone, nameless]);
    await decide(ctx, initiativeId, { status: 'shipped' });
    await removeFeedback(again(ctx), { feedbackId: gone });
    await minute();
    await send();
    await minute(20 * MINUTE);
    const later = { ...ctx, now: new Date() };
    const kinds = countedKinds.filter(({ kind }) => kind === 'loopRun');
    const share = async () => (await read(later, { name: 'loop_told_share', grain: 'total' })).total;
    const once = { value: 0.5, n: 2, breakdown: { sent: 1, no_address: 1 }, excluded: { erased: 1 } };
    for (const kind of kinds) await sweep(later, kind);
    expect(await share()).toMatchObject(once);
    // Shipped once more, it is counted on the first day, on which they were told.
    await decide(ctx, initiativeId, { status: 'planned' });
    await decide(ctx, initiativeId, { status: 'shipped' });
    await minute(30 * MINUTE);
    for (const kind of kinds) await sweep(later, kind);
    expect(await share()).toMatchObject(once);
    expect(await reconcileAll(later, kinds)).toMatchObject({ drift: 0, checked: 1 });
  });

  test('mails the same person with 5 records once', async () => {
    const { ctx, initiativeId } = await aLoop();
    const ids: Id<'feedback'>[] = [];
    for (let count = 0; count < 5; count++) ids.push(await said(ctx, { customerId: 'c-1' }));
    await linked(ctx, initiativeId, ids);
    expect(await get(ctx, { initiativeId })).toMatchObject({ voices: 1, linked: 5 });
    await decide(ctx, initiativeId, { status: 'shipped' });
    await minute();
    await send();
    expect(to()).toEqual(['ada@example.com']);
  });

  test('tells nobody of it where `notify` is false, nor who is linked later', async () => {
    const { ctx, initiativeId } = await aLoop();
    await linked(ctx, initiativeId, [await said(ctx)]);
    expect(await decide(ctx, initiativeId, { status: 'shipped', notify: false })).not.toHaveProperty('notifies');
    await linked(ctx, initiativeId, [await said(ctx, { contact: { email: 'bob@example.com' } })]);
    await minute(MINUTE * 5);
    await send();
    expect(to()).toEqual([]);
  });

  test('is told to who is linked later, if they had said it before', async () => {
    const { ctx, initiativeId } = await aLoop();
    const before = await said(ctx, { contact: { email: 'before@example.com' } });
    await linked(ctx, initiativeId, [await said(ctx)]);
    await decide(ctx, initiativeId, { status: 'shipped' });
    await minute();
    await send();
    await new Promise((done) => void setTimeout(done, 5));
    const now = { ...ctx, now: new Date() };
    const after = await said(now, { contact: { email: 'after@example.com' } });
    await linked(now, initiativeId, [before, after]);
    await minute(2 * MINUTE);
    await send();
    expect(to()).toEqual(['ada@example.com', 'before@example.com']);
  });

  test('and deleted before a mail is sent tells nobody', async () => {
    const { ctx, initiativeId } = await aLoop();
    await linked(ctx, initiativeId, [await said(ctx)]);
    await decide(ctx, initiativeId, { status: 'shipped' });
    await minute();
    await remove(again(ctx), { initiativeId });
    await send();
    expect(to()).toEqual([]);
  });
});

test('planned → in_progress → planned → in_progress → one update mail', async () => {
  const { ctx, initiativeId } = await aLoop();
  await linked(ctx, initiativeId, [await said(ctx)]);
  for (const status of ['in_progress', 'planned', 'in_progress'] as const) {
    await decide(ctx, initiativeId, { status });
    await minute(2 * MINUTE);
    await send();
  }
  expect(ses.sent.map(({ Content }) => Content.Simple.Subject.Data)).toEqual(['We have begun: Shorter queue']);
});

describe('mails that are held', () => {
  test('undo at minute 9 → 0 mails', async () => {
    const { ctx, initiativeId } = await aLoop({ holdMinutes: 10 });
    await linked(ctx, initiativeId, [await said(ctx)]);
    const { notifies } = await decide(ctx, initiativeId, { status: 'shipped' });
    expect(Date.parse(notifies?.at ?? '') - Date.now()).toBeGreaterThan(9 * MINUTE);
    await minute(9 * MINUTE);
    const body = { stage: 'resolution' } as const;
    await cancel({ ...again(ctx), now: new Date(Date.now() + 9 * MINUTE) }, { initiativeId, body });
    await minute(30 * MINUTE);
    await send();
    expect(to()).toEqual([]);
    expect((await look(ctx, initiativeId)).counts?.people).toBe(0);
  });

  test('are called off by another status, too', async () => {
    const { ctx, initiativeId } = await aLoop({ holdMinutes: 10 });
    await linked(ctx, initiativeId, [await said(ctx)]);
    await decide(ctx, initiativeId, { status: 'shipped' });
    await decide(ctx, initiativeId, { status: 'planned' });
    await minute(30 * MINUTE);
    await send();
    expect(to()).toEqual([]);
    expect((await look(ctx, initiativeId)).counts?.people).toBe(0);
  });

  test('cannot be called off once they are made, nor where there are none', async () => {
    const { ctx, initiativeId } = await aLoop();
    const body = { stage: 'resolution' } as const;
    await expect(cancel(again(ctx), { initiativeId, body })).rejects.toMatchObject({ code: 'not-found' });
    await decide(ctx, initiativeId, { status: 'shipped' });
    await minute();
    await expect(cancel(again(ctx), { initiativeId, body })).rejects.toMatchObject({ code: 'conflict' });
  });
});

test('`{{said}}` with `<b>{{x}}</b>` arrives as text', async () => {
  const { ctx, initiativeId } = await aLoop();
  const comments = `<b>{{x}}</b> {{title}} call +49 30 1234567 ${'long '.repeat(60)}`;
  await linked(ctx, initiativeId, [await said(ctx, { comments })]);
  await decide(ctx, initiativeId, { status: 'shipped' });
  await minute();
  await send();
  const { Html, Text } = ses.sent[0]?.Content.Simple.Body ?? { Html: { Data: '' }, Text: { Data: '' } };
  expect(Html.Data).toContain('&lt;b>{{x}}&lt;/b> {{title}} call [PHONE]');
  expect(Html.Data).not.toContain('<b>');
  expect(Text.Data).toContain('> <b>{{x}}</b> {{title}} call [PHONE]');
  expect(/^> (.*)$/m.exec(Text.Data)?.[1]?.length).toBeLessThanOrEqual(200);
});

describe('a person erased between plan and send gets nothing', () => {
  test.each(['deleted', 'made nameless'])('whose record was %s', async (how) => {
    const { ctx, initiativeId } = await aLoop();
    const feedbackId = await said(ctx);
    await linked(ctx, initiativeId, [feedbackId]);
    await decide(ctx, initiativeId, { status: 'shipped' });
    await minute();
    if (how === 'deleted') await removeFeedback(again(ctx), { feedbackId });
    else await editFeedback(again(ctx), { feedbackId, edit: { contact: null } });
    await send();
    expect(to()).toEqual([]);
    expect((await look(ctx, initiativeId)).items).toMatchObject([{ state: 'suppressed', reason: 'erased' }]);
  });
});

describe('a receipt', () => {
  test('thanks a person once, and not again within seven days for another initiative', async () => {
    const { ctx, initiativeId } = await aLoop({ receipt: true });
    const other = (await create(again(ctx), { body: CreateInitiative.parse({ title: 'Other' }) })).initiativeId;
    const [first, second, third] = [await said(ctx), await said(ctx), await said(ctx)];
    await linked(ctx, initiativeId, [first]);
    await minute(2 * MINUTE);
    await send();
    await linked(ctx, initiativeId, [second]);
    await linked(ctx, other, [third]);
    await minute(4 * MINUTE);
    await send();
    expect(ses.sent.map(({ Content }) => Content.Simple.Subject.Data)).toEqual([
      'Thank you: we are looking into Shorter queue',
    ]);
    const { items } = await look(ctx, other);
    expect(items).toMatchObject([{ stage: 'receipt', state: 'suppressed', reason: 'already_received' }]);
  });

  test('is not sent to who was unlinked before', async () => {
    const { ctx, initiativeId } = await aLoop({ receipt: true });
    const feedbackId = await said(ctx);
    await linked(ctx, initiativeId, [feedbackId]);
    await unlink(again(ctx), { initiativeId, body: { feedbackIds: [feedbackId] } });
    await minute(2 * MINUTE);
    await send();
    expect(to()).toEqual([]);
    expect((await look(ctx, initiativeId)).items).toMatchObject([{ reason: 'unlinked' }]);
  });
});

describe('SES', () => {
  test('refusing for its rate is asked again later; for good is noted', async () => {
    const { ctx, initiativeId } = await aLoop();
    await linked(ctx, initiativeId, [await said(ctx)]);
    await decide(ctx, initiativeId, { status: 'shipped' });
    await minute();
    ses.refusal = { status: 429, type: 'TooManyRequestsException' };
    await send();
    expect((await look(ctx, initiativeId)).counts).toMatchObject({ waiting: 1 });
    ses.refusal = { status: 400, type: 'MessageRejected' };
    const second = await aLoop();
    await linked(second.ctx, second.initiativeId, [await said(second.ctx)]);
    await decide(second.ctx, second.initiativeId, { status: 'shipped' });
    await minute();
    await send();
    expect((await look(second.ctx, second.initiativeId)).counts).toMatchObject({ suppressed: { mail_rejected: 1 } });
  });

  test('that gives no answer leaves a mail in doubt, which is not sent again', async () => {
    const { ctx, initiativeId } = await aLoop();
    await linked(ctx, initiativeId, [await said(ctx)]);
    await decide(ctx, initiativeId, { status: 'shipped' });
    await minute();
    ses.refusal = { status: 500, type: 'InternalServiceErrorException' };
    await send();
    ses.refusal = undefined;
    await minute(20 * MINUTE);
    await send();
    expect(to()).toEqual([]);
    expect((await look(ctx, initiativeId)).counts).toMatchObject({ unresolved: 1, waiting: 0 });
  });
});

test('a mail speaks the person’s language, and can be turned off with one click', async () => {
  const { ctx, initiativeId } = await aLoop();
  await linked(ctx, initiativeId, [await said(ctx, { language: 'ar' })]);
  await decide(ctx, initiativeId, { status: 'shipped' });
  await minute();
  await send();
  const { Subject, Body, Headers } = ses.sent[0]?.Content.Simple ?? {};
  expect(Subject?.Data).toBe('تم الإنجاز: Shorter queue');
  expect(Body?.Html.Data).toContain('dir="rtl"');
  expect(Headers).toEqual([
    {
      Name: 'List-Unsubscribe',
      Value: expect.stringMatching(/^<https:\/\/feedback\.example\.com\/s\/[\w-]{76}\/updates\?lang=ar>$/),
    },
    { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
  ]);
});

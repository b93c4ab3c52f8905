import { describe, expect, test } from 'vitest';
import { again } from '../../../shared/feedback/testing/given.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { queueRun } from '../../../shared/report-run/occurrences.ts';
import { runs } from '../../../shared/report-run/run.store.ts';
import { cancelRun, getRun, listDeliveries, resendRun } from '../../../shared/report-run/run-verbs.ts';
import { aPerson, aScheduled, fakePrinters, works } from '../../../shared/report-run/testing/worked.ts';
import { answersOn, counted } from '../../../shared/report-run/testing/given.ts';
import { call } from '../../../shared/report-run/step.ts';
import { recordReportMailEvent } from '../../../shared/report-delivery/mail-event.ts';
import { stop } from '../../../shared/report-delivery/stops.ts';
import { deliveriesOf } from '../../../shared/report-delivery/send.ts';
import { anAgreed, aNamed } from '../../../shared/outside-address/testing/given.ts';
import { reports } from '../../../shared/report/report.store.ts';
import type { Report } from '../../../shared/report/report.schema.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { useFiles } from '../../../shared/testing/files.ts';
import { useQueues } from '../../../shared/testing/queues.ts';
import { useSes } from '../../../shared/testing/ses.ts';

const queues = useQueues();
const files = useFiles();
const ses = useSes();
const company = () => aContext({ now: new Date('2026-11-24T06:00:00.000Z'), userId: 'ada' });
const to = (more: object) => ({ recipients: { userIds: [], roles: [], teamIds: [], addresses: [], ...more } });
const mailsTo = (address: string) => ses.sent.filter(({ Destination }) => Destination.ToAddresses[0] === address);

/** A run by hand, as far as its workers take it. */
async function ran(ctx: Context, report: Report, more: object = {}) {
  const run = await queueRun(again(ctx), report, { trigger: 'hand', dueAt: ctx.now.toISOString(), ...more });
  if (!run) throw new Error('no run');
  await call(ctx, run);
  await works(ctx, ctx.now, { queues, printers: fakePrinters() });
  return run;
}
const of = (one: { reportId: Report['reportId']; runId: never }) => one;
const happens = (ctx: Context, deliveryId: never, said: object) =>
  recordReportMailEvent(again(ctx), {
    eventType: 'x',
    mail: {
      messageId: 'm-1',
      timestamp: ctx.now.toISOString(),
      tags: { company: [ctx.companyId], report: [deliveryId] },
    },
    ...said,
  });
const bounce = (ctx: Context, email: string, bounceType = 'Permanent') => ({
  eventType: 'Bounce',
  bounce: { bounceType, timestamp: ctx.now.toISOString(), bouncedRecipients: [{ emailAddress: email }] },
});

describe('whom a run goes to', () => {
  test('a recipient in two roles and by address gets one mail', async () => {
    const ctx = company();
    await aPerson(ctx, 'eve', ['manager', 'analyst'], { teamIds: ['team-1'] });
    const email = `eve@${ctx.companyId}.example.com`;
    await anAgreed(ctx, email);
    const report = await aScheduled(
      ctx,
      to({
        userIds: ['eve'],
        roles: ['analyst'],
        teamIds: ['team-1'],
        addresses: [email.toUpperCase().replace('EXAMPLE.COM', 'example.com')],
      }),
    );
    const run = await ran(ctx, report);
    expect(mailsTo(email)).toHaveLength(1);
    expect(await runs.find(ctx, run.runId)).toMatchObject({ counts: { recipients: 1, sent: 1 } });
  });

  test('an outside address that has not agreed gets nothing, one that has gets it, and both are listed', async () => {
    const ctx = company();
    const [yes, no] = [`yes@${ctx.companyId}.example.org`, `no@${ctx.companyId}.example.org`];
    await anAgreed(ctx, yes);
    await aNamed(ctx, no);
    const report = await aScheduled(ctx, to({ addresses: [yes, no] }));
    const run = await ran(ctx, report);
    expect([mailsTo(yes).length, mailsTo(no).length]).toEqual([1, 0]);
    const { items } = await listDeliveries(ctx, { ...of(run as never), limit: 10 });
    expect(items.map(({ state, reason }) => [state, reason].join(' ')).toSorted()).toEqual([
      'sent ',
      'suppressed unconfirmed',
    ]);
    const all = { recipients: 2, sent: 1, delivered: 0, bounced: 0, failed: 0, suppressed: 1 };
    expect((await getRun(ctx, run)).counts).toEqual(all);
  });

  test('a test goes to whoever asks alone, marked, without a way to unsubscribe', async () => {
    const ctx = company();
    const report = await aScheduled(ctx);
    await ran(ctx, report, { trigger: 'test', askedBy: 'ada' });
    const [mail, ...others] = mailsTo(`ada@${ctx.companyId}.example.com`);
    expect(others).toEqual([]);
    expect(mailsTo(`bob@${ctx.companyId}.example.com`)).toEqual([]);
    expect(mail?.Content.Simple.Headers?.map(({ Name }) => Name)).toEqual(['Auto-Submitted']);
    expect(mail?.Content.Simple.Body.Text.Data).toContain('"trigger":"test"');
  });
});

describe('what becomes of a mail', () => {
  test('a hard bounce ends that recipient; when it was the last, the report is paused', async () => {
    const ctx = company();
    const report = await aScheduled(ctx, to({ userIds: ['ada', 'bob'] }));
    const run = await ran(ctx, report);
    const stored = await runs.find(ctx, run.runId);
    const all = stored ? await deliveriesOf(ctx, stored) : [];
    for (const [index, { deliveryId, email }] of all.entries()) {
      for (let times = 0; times < 2; times++) await happens(ctx, deliveryId as never, bounce(ctx, email));
      expect(await reports.find(ctx, report.reportId)).toMatchObject(
        index === 0 ? { status: 'active' } : { status: 'paused', pausedFor: 'no_recipients' },
      );
    }
    expect((await getRun(ctx, run)).counts).toMatchObject({ sent: 2, bounced: 2 });
  });

  test('a soft bounce ends nothing, and delivery afterwards is not undone by late news', async () => {
    const ctx = company();
    const report = await aScheduled(ctx);
    const run = await ran(ctx, report);
    const stored = await runs.find(ctx, run.runId);
    const [one] = stored ? await deliveriesOf(ctx, stored) : [];
    if (!one) throw new Error('no delivery');
    await happens(ctx, one.deliveryId as never, {
      eventType: 'Delivery',
      delivery: { timestamp: ctx.now.toISOString() },
    });
    await happens(ctx, one.deliveryId as never, bounce(ctx, one.email, 'Transient'));
    expect((await getRun(ctx, run)).counts).toMatchObject({ delivered: 1, bounced: 0 });
    expect(await reports.find(ctx, report.reportId)).toMatchObject({ status: 'active' });
  });

  test('a mail in doubt is not sent again, and is unresolved after 15 minutes', async () => {
    const ctx = company();
    const report = await aScheduled(ctx);
    ses.refusal = { status: 500, type: 'InternalServiceErrorException' };
    const run = await ran(ctx, report);
    ses.refusal = undefined;
    const sending = { ...run, status: 'sending' as const };
    await call(ctx, sending);
    await works(ctx, ctx.now, { queues, printers: fakePrinters() });
    expect(mailsTo(`bob@${ctx.companyId}.example.com`)).toEqual([]);
    await call(ctx, sending);
    await works(ctx, new Date(Date.now() + 16 * 60_000), { queues, printers: fakePrinters() });
    expect(await runs.find(ctx, run.runId)).toMatchObject({
      status: 'done_with_errors',
      counts: { recipients: 1, sent: 0, failed: 1 },
    });
  });
});

describe('sending a run again', () => {
  test('a month later, after 1 000 changes, gives identical bytes but date and headers', async () => {
    const ctx = company();
    await counted(ctx, answersOn('2026-11-23', 1, { scores: [3, 4, 5] }));
    const report = await aScheduled(ctx, { formats: ['csv'] });
    const run = await ran(ctx, report);
    const email = `bob@${ctx.companyId}.example.com`;
    const before = new Map(files.stored);
    await counted(
      ctx,
      answersOn('2026-11-23', 1, { scores: Array.from({ length: 1_000 }, (_, index) => 1 + (index % 5)) }),
    );
    const later = { ...again(ctx), now: new Date('2026-12-24T06:00:00.000Z') };
    expect(await resendRun(later, { ...run, body: { recipients: [email] } })).toEqual({ queued: 1, refused: [] });
    await works(later, later.now, { queues, printers: fakePrinters() });
    const [first, second] = mailsTo(email);
    const bare = (mail: typeof first) => ({
      ...mail?.Content.Simple,
      Headers: undefined,
      Body: JSON.stringify(mail?.Content.Simple.Body).replaceAll(/\/r\/[\w-]{76}/g, '/r/token'),
    });
    expect(mailsTo(email)).toHaveLength(2);
    expect(bare(second)).toEqual(bare(first));
    expect(new Map(files.stored)).toEqual(before);
  });

  test('is refused for a failed run, and per recipient for one who has unsubscribed or is none', async () => {
    const ctx = company();
    const report = await aScheduled(ctx);
    await aPerson(ctx, 'ada', ['agent']);
    const failed = await ran(ctx, report);
    await expect(resendRun(again(ctx), { ...failed, body: { failed: true } })).rejects.toMatchObject({
      code: 'conflict',
    });
    await aPerson(ctx, 'ada', ['admin']);
    const run = await ran(ctx, report);
    const email = `bob@${ctx.companyId}.example.com`;
    await stop(again(ctx), { reportId: report.reportId, email, why: 'unsubscribed' });
    expect(await resendRun(again(ctx), { ...run, body: { recipients: [email, 'x@example.com'] } })).toEqual({
      queued: 0,
      refused: [
        { email, reason: 'unsubscribed' },
        { email: 'x@example.com', reason: 'not_a_recipient' },
      ],
    });
    await ran(ctx, report);
    expect(mailsTo(email)).toHaveLength(1);
  });

  test('a run that is done cannot be cancelled', async () => {
    const ctx = company();
    const run = await ran(ctx, await aScheduled(ctx));
    await expect(cancelRun(again(ctx), run)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('what is cancelled before it was computed is sent to nobody', async () => {
    const ctx = company();
    const report = await aScheduled(ctx);
    const run = await queueRun(again(ctx), report, { trigger: 'hand', dueAt: ctx.now.toISOString() });
    if (!run) throw new Error('no run');
    await cancelRun(again(ctx), run);
    await call(ctx, run);
    await works(ctx, ctx.now, { queues, printers: fakePrinters() });
    expect(mailsTo(`bob@${ctx.companyId}.example.com`)).toEqual([]);
  });
});

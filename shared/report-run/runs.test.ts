import { describe, expect, test } from 'vitest';
import { list as listAlerts } from '../alert/alert.ts';
import { again } from '../feedback/testing/given.ts';
import { CreateGoal } from '../goal/goal.schema.ts';
import { create as createGoal } from '../goal/goal.ts';
import type { Context } from '../kernel/context.ts';
import { systemContext } from '../kernel/context.ts';
import { edit, get, pause } from '../report/report.ts';
import { reports } from '../report/report.store.ts';
import type { Report } from '../report/report.schema.ts';
import { change } from '../kernel/change.ts';
import { aContext } from '../testing/context.ts';
import { useFiles } from '../testing/files.ts';
import { useQueues } from '../testing/queues.ts';
import { useSes } from '../testing/ses.ts';
import { deliveriesOf } from '../report-delivery/send.ts';
import { getSnapshot } from './kept-files.ts';
import { runs } from './run.store.ts';
import { answersOn, counted } from './testing/given.ts';
import { aPerson, aScheduled, comes, fakePrinters, runsOf } from './testing/worked.ts';
import { watchReport } from './watch.ts';

const queues = useQueues();
useFiles();
const ses = useSes();
/** Due once, so that a clock that is ahead finds nothing more. */
const once = { cron: '0 7 * * *', timeZone: 'Europe/Berlin', until: '2026-11-24T12:00:00.000Z' };
const company = (now: string) => aContext({ now: new Date(now), userId: 'ada' });
const mailsOf = (ctx: Context) =>
  ses.sent.filter(({ Destination }) => Destination.ToAddresses[0]?.endsWith(`@${ctx.companyId}.example.com`));
const told = (ctx: Context) =>
  mailsOf(ctx).map(({ Content }) => JSON.parse(Content.Simple.Body.Text.Data) as Record<string, unknown>);
const states = async (ctx: Context, report: Report) =>
  (await runsOf(ctx, report)).map(({ status, reason }) => (reason ? `${status} ${reason}` : status));

describe('a scheduled report', () => {
  test('is computed, printed and sent once, by two schedulers at once', async () => {
    const ctx = company('2026-11-23T12:00:00.000Z');
    const report = await aScheduled(ctx, { formats: ['csv'] });
    await comes(ctx, '2026-11-24T06:00:30.000Z', { queues, printers: fakePrinters(), schedulers: 2 });
    const [run, ...others] = await runsOf(ctx, report);
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      status: 'done',
      trigger: 'schedule',
      occurrenceId: `${report.reportId}#2026-11-24T07:00`,
      dueAt: '2026-11-24T06:00:00.000Z',
      period: { from: '2026-11-23', to: '2026-11-23', named: 'yesterday' },
      counts: { recipients: 1, sent: 1 },
      files: [{ format: 'csv', name: 'report.csv' }],
    });
    expect(run).not.toHaveProperty('late');
    const [mail, ...more] = mailsOf(ctx);
    expect(more).toEqual([]);
    expect(mail?.Content.Simple.Headers).toEqual([
      {
        Name: 'List-Unsubscribe',
        Value: expect.stringMatching(/^<https:\/\/feedback\.example\.com\/r\/[\w-]{76}\/unsubscribe>$/),
      },
      { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
      { Name: 'Auto-Submitted', Value: 'auto-generated' },
    ]);
    expect(told(ctx)).toEqual([
      expect.objectContaining({
        openUrl: expect.stringMatching(/^https:\/\/feedback\.example\.com\/r\/[\w-]{76}$/),
        attached: ['report.csv'],
      }),
    ]);
    expect((await get(ctx, report)).nextAt).toBe('2026-11-25T06:00:00.000Z');
    await comes(ctx, '2026-11-24T06:01:30.000Z', { queues, printers: fakePrinters() });
    expect(mailsOf(ctx)).toHaveLength(1);
  });

  test('at 02:30 is sent once on both nights on which clocks change', async () => {
    for (const [before, due, after] of [
      ['2026-03-28T12:00:00.000Z', '2026-03-29T01:00:10.000Z', '2026-03-29T02:00:00.000Z'],
      ['2026-10-24T12:00:00.000Z', '2026-10-25T00:30:10.000Z', '2026-10-25T01:31:00.000Z'],
    ] as const) {
      const ctx = company(before);
      const report = await aScheduled(ctx, { schedule: { cron: '30 2 * * *', timeZone: 'Europe/Berlin' } });
      await comes(ctx, due, { queues, printers: fakePrinters(), schedulers: 2 });
      await comes(ctx, after, { queues, printers: fakePrinters() });
      expect(await states(ctx, report)).toEqual(['done']);
      expect(mailsOf(ctx)).toHaveLength(1);
    }
  });

  test('is sent once after three hours of outage, late, and says so', async () => {
    const ctx = company('2026-11-23T12:00:00.000Z');
    const report = await aScheduled(ctx);
    await comes(ctx, '2026-11-24T09:04:00.000Z', { queues, printers: fakePrinters() });
    expect(await runsOf(ctx, report)).toMatchObject([{ status: 'done', late: true }]);
    expect(told(ctx)).toEqual([
      expect.objectContaining({ late: { dueAt: '2026-11-24T06:00:00.000Z', startedAt: '2026-11-24T09:04:00.000Z' } }),
    ]);
  });

  test('of an outage over three hourly dues the latest is sent, and two are superseded', async () => {
    const ctx = company('2026-11-24T05:30:00.000Z');
    const schedule = { cron: '0 * * * *', timeZone: 'Europe/Berlin' };
    const report = await aScheduled(ctx, { schedule });
    await comes(ctx, '2026-11-24T08:01:00.000Z', { queues, printers: fakePrinters() });
    expect(await states(ctx, report)).toEqual(['skipped superseded', 'skipped superseded', 'done']);
    expect(mailsOf(ctx)).toHaveLength(1);
  });

  test('that wants all sends each that was missed, and none that is more than seven days late', async () => {
    const ctx = company('2026-11-10T12:00:00.000Z');
    const report = await aScheduled(ctx, { catchUp: 'all' });
    await comes(ctx, '2026-11-19T07:00:00.000Z', { queues, printers: fakePrinters() });
    expect(await states(ctx, report)).toEqual([
      'skipped too_late',
      'skipped too_late',
      ...Array.from({ length: 7 }, () => 'done'),
    ]);
    expect(mailsOf(ctx)).toHaveLength(7);
  });

  test('whose owner lost the right to read it fails, and mails nobody', async () => {
    const ctx = company('2026-11-23T12:00:00.000Z');
    const report = await aScheduled(ctx);
    await aPerson(ctx, 'ada', ['agent']);
    await comes(ctx, '2026-11-24T06:00:30.000Z', { queues, printers: fakePrinters() });
    expect(await states(ctx, report)).toEqual(['failed owner_forbidden']);
    expect(mailsOf(ctx)).toEqual([]);
  });

  test('with a metric that is gone is paused as invalid, and its owner is told', async () => {
    const ctx = company('2026-11-23T12:00:00.000Z');
    const report = await aScheduled(ctx);
    const sections = [{ sectionId: 'k', kind: 'kpi_row', width: 'full', metrics: ['gone'] }] as never;
    await change(again(ctx), reports, report.reportId, 'advance', (before) => ({ ...before, sections }), {
      silent: true,
    });
    await comes(ctx, '2026-11-24T06:00:30.000Z', { queues, printers: fakePrinters() });
    expect(await reports.find(ctx, report.reportId)).toMatchObject({ status: 'paused', pausedFor: 'invalid' });
    expect(await states(ctx, report)).toEqual(['skipped invalid']);
    expect(mailsOf(ctx)).toEqual([]);
    for (let times = 0; times < 2; times++) await watchReport(again(ctx), report);
    expect((await listAlerts(ctx, { limit: 10 })).items).toMatchObject([
      { severity: 'critical', ownerId: 'ada', count: 1, subject: { system: { facts: { reason: 'invalid' } } } },
    ]);
  });

  test('that is paused is due no more', async () => {
    const ctx = company('2026-11-23T12:00:00.000Z');
    const report = await aScheduled(ctx);
    await pause(again(ctx), report);
    await comes(ctx, '2026-11-24T06:00:30.000Z', { queues, printers: fakePrinters() });
    expect(await runsOf(ctx, report)).toEqual([]);
  });

  test('Scorecards of 40 agents: 40 runs, no number of one in another’s file', async () => {
    const ctx = company('2026-11-23T12:00:00.000Z');
    const agents = Array.from({ length: 40 }, (_, index) => `agent-${index}`);
    for (const agent of agents) await aPerson(ctx, agent, ['agent']);
    // Each has a number of answers that nobody else has.
    const some = agents.flatMap((agentId, index) =>
      answersOn('2026-11-23', 1, { scores: Array.from({ length: index + 1 }, () => 4), agentId }),
    );
    await counted(ctx, some);
    const report = await aScheduled(ctx, {
      burst: 'agent',
      recipients: undefined,
      sections: [{ sectionId: 'k', kind: 'kpi_row', metrics: ['volume'] }],
    });
    await comes(ctx, '2026-11-24T06:00:30.000Z', { queues, printers: fakePrinters() });
    expect(await runsOf(ctx, report)).toHaveLength(40);
    const mails = mailsOf(ctx);
    expect(mails).toHaveLength(40);
    for (const [index, agent] of agents.entries()) {
      const own = mails.filter(({ Destination }) => Destination.ToAddresses[0]?.startsWith(`${agent}@`));
      expect(own.map(({ Content }) => JSON.parse(Content.Simple.Body.Text.Data))).toMatchObject([
        { burst: agent, values: `volume=${index + 1}` },
      ]);
    }
  }, 120_000);
});

describe('what a report waits for', () => {
  const sent = async (ctx: Context, days: readonly string[]) => {
    for (const day of days) await comes(ctx, `${day}T06:00:30.000Z`, { queues, printers: fakePrinters() });
  };

  test('`changed` is sent first, and again when it says something else', async () => {
    const ctx = company('2026-11-20T12:00:00.000Z');
    await counted(ctx, [
      ...answersOn('2026-11-20', 3, { scores: [3, 4] }),
      ...answersOn('2026-11-23', 1, { scores: [3, 4, 5] }),
    ]);
    const sections = [{ sectionId: 'k', kind: 'kpi_row' as const, metrics: ['volume' as const] }];
    const report = await aScheduled(ctx, { sendWhen: 'changed', compare: 'none', sections });
    await sent(ctx, ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24']);
    expect(await states(ctx, report)).toEqual(['done', 'skipped unchanged', 'skipped unchanged', 'done']);
    expect(mailsOf(ctx)).toHaveLength(2);
  });

  test('`records` is skipped for a period without any, and its snapshot is kept', async () => {
    const ctx = company('2026-11-22T12:00:00.000Z');
    await counted(ctx, answersOn('2026-11-23', 1, { scores: [3] }));
    const report = await aScheduled(ctx, { sendWhen: 'records' });
    await sent(ctx, ['2026-11-23', '2026-11-24']);
    expect(await states(ctx, report)).toEqual(['skipped no_records', 'done']);
    const [skipped] = await runsOf(ctx, report);
    if (!skipped) throw new Error('no run');
    expect(await getSnapshot(ctx, skipped)).toMatchObject({ schemaVersion: 1, run: { runId: skipped.runId } });
  });

  test('`verdict` is skipped while nothing is clear', async () => {
    const ctx = company('2026-11-22T12:00:00.000Z');
    await counted(ctx, [
      ...answersOn('2026-11-21', 1, { scores: Array.from({ length: 40 }, (_, index) => 4 + (index % 2)) }),
      ...answersOn('2026-11-22', 1, { scores: Array.from({ length: 40 }, (_, index) => 4 + (index % 2)) }),
      ...answersOn('2026-11-23', 1, { scores: Array.from({ length: 40 }, (_, index) => 1 + (index % 2)) }),
    ]);
    const sections = [{ sectionId: 'k', kind: 'kpi_row' as const, metrics: ['csat_avg' as const] }];
    const report = await aScheduled(ctx, { sendWhen: 'verdict', sections });
    await sent(ctx, ['2026-11-23', '2026-11-24']);
    expect(await states(ctx, report)).toEqual(['skipped no_verdict', 'done']);
  });

  test('`verdict` is sent when a goal that it shows has changed its status, and skipped while it has not', async () => {
    const ctx = company('2026-11-22T12:00:00.000Z');
    const body = { metric: 'csat_avg', target: 4, minN: 10, from: '2026-11-20', to: '2026-12-31' };
    await createGoal(again(ctx), { body: CreateGoal.parse(body) });
    const scored = (day: string, score: number, n: number) =>
      counted(ctx, answersOn(day, 1, { scores: Array.from({ length: n }, () => score) }));
    await scored('2026-11-21', 3, 20);
    const report = await aScheduled(ctx, { sendWhen: 'verdict', sections: [{ sectionId: 'g', kind: 'goals' }] });
    await sent(ctx, ['2026-11-23', '2026-11-24']);
    await scored('2026-11-23', 5, 200);
    await sent(ctx, ['2026-11-25', '2026-11-26']);
    expect(await states(ctx, report)).toEqual([
      'skipped no_verdict',
      'skipped no_verdict',
      'done',
      'skipped no_verdict',
    ]);
  });
});

const firstOf = async (ctx: Context, report: Report) => {
  const [run] = await runsOf(ctx, report);
  if (!run) throw new Error('no run');
  return run.runId;
};

describe('a run that fails', () => {
  test('is tried after 1, 5 and 30 minutes, then has failed', async () => {
    const ctx = company('2026-11-23T12:00:00.000Z');
    const report = await aScheduled(ctx, { schedule: once });
    const printers = fakePrinters();
    printers.fails.add('mail');
    await comes(ctx, '2026-11-24T06:00:30.000Z', { queues, printers });
    const waits: number[] = [];
    for (let tries = 0; tries < 3; tries++) {
      const runId = await firstOf(ctx, report);
      const { callAt = '' } = (await runs.find(ctx, runId)) ?? {};
      waits.push(Math.round((Date.parse(callAt) - Date.now()) / 60_000));
      await comes(ctx, callAt, { queues, printers });
    }
    expect(waits).toEqual([1, 5, 30]);
    expect(await states(ctx, report)).toEqual(['failed not_printed']);
    expect(mailsOf(ctx)).toEqual([]);
  });

  test('goes on from the step that was finished last, and mails once', async () => {
    const ctx = company('2026-11-23T12:00:00.000Z');
    const report = await aScheduled(ctx, { schedule: once });
    const printers = fakePrinters();
    printers.fails.add('mail');
    await comes(ctx, '2026-11-24T06:00:30.000Z', { queues, printers });
    const [before] = await runsOf(ctx, report);
    if (!before) throw new Error('no run');
    printers.fails.delete('mail');
    const { callAt = '' } = (await runs.find(ctx, before.runId)) ?? {};
    await comes(ctx, callAt, { queues, printers });
    const [after] = await runsOf(ctx, report);
    expect(after).toMatchObject({ status: 'done', sha256: before.sha256, asOf: before.asOf });
    expect(mailsOf(ctx)).toHaveLength(1);
  });

  test('without a file that cannot be printed is sent, and says so', async () => {
    const ctx = company('2026-11-23T12:00:00.000Z');
    const report = await aScheduled(ctx, { formats: ['pdf', 'csv'] });
    const printers = fakePrinters();
    printers.fails.add('pdf');
    await comes(ctx, '2026-11-24T06:00:30.000Z', { queues, printers });
    expect(await runsOf(ctx, report)).toMatchObject([
      { status: 'done_with_errors', missing: ['pdf'], files: [{ format: 'csv' }] },
    ]);
    expect(told(ctx)).toMatchObject([{ missing: ['PDF'], attached: ['report.csv'] }]);
  });

  test('whose worker was lost at any step is resumed: one mail each, and the states sum to the recipients', async () => {
    const ctx = company('2026-11-23T12:00:00.000Z');
    const report = await aScheduled(ctx, {
      schedule: once,
      recipients: { userIds: ['ada', 'bob'], roles: [], teamIds: [], addresses: [] },
    });
    const printers = fakePrinters();
    // The schedule dies after it has called: the message is never taken.
    await comes(ctx, '2026-11-24T06:00:30.000Z', {
      queues: { ...queues, take: () => ({ Records: [] }) } as never,
      printers,
    });
    queues.take('render-report', 100);
    // The worker dies between the steps: what it wrote stands, and the message for the sender is lost.
    await comes(ctx, '2026-11-24T06:11:00.000Z', {
      queues: {
        ...queues,
        take: (lane: string, count: number) =>
          lane === 'send-report' ? (queues.take(lane, count), { Records: [] }) : queues.take(lane, count),
      } as never,
      printers,
    });
    expect(mailsOf(ctx)).toEqual([]);
    const runId = await firstOf(ctx, report);
    const at = (await runs.find(ctx, runId))?.callAt ?? '';
    await comes(ctx, at, { queues, printers });
    await comes(ctx, at, { queues, printers });
    const run = await runs.find(ctx, runId);
    expect(run).toMatchObject({ status: 'done', counts: { recipients: 2, sent: 2, suppressed: 0, failed: 0 } });
    expect(mailsOf(ctx)).toHaveLength(2);
    if (run) expect(await deliveriesOf(systemContext(ctx.companyId, 'test'), run)).toHaveLength(2);
  });

  test('of a report that was deleted is cancelled', async () => {
    const ctx = company('2026-11-23T12:00:00.000Z');
    const report = await aScheduled(ctx, { schedule: once });
    await edit(again(ctx), { ...report, body: { title: 'Other' } });
    await comes(ctx, '2026-11-24T06:00:30.000Z', {
      queues: { ...queues, take: () => ({ Records: [] }) } as never,
      printers: fakePrinters(),
    });
    await change(again(ctx), reports, report.reportId, 'delete', (before) => ({
      ...before,
      deletedAt: ctx.now.toISOString(),
    }));
    await comes(ctx, '2026-11-24T06:01:30.000Z', { queues, printers: fakePrinters() });
    expect(await states(ctx, report)).toEqual(['cancelled report_gone']);
  });
});

import { expect, test } from 'vitest';
import { list as listAlerts } from '../alert/alert.ts';
import { tellSystemAlert } from '../alert/system.ts';
import { again } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import { change } from '../kernel/change.ts';
import type { Report } from '../report/report.schema.ts';
import { stop } from '../report-delivery/stops.ts';
import { stopIdOf } from '../report-delivery/delivery.store.ts';
import { aContext } from '../testing/context.ts';
import { useSes } from '../testing/ses.ts';
import { queueRun } from './occurrences.ts';
import type { Run, RunReason } from './run.schema.ts';
import { runs } from './run.store.ts';
import { aPerson, aScheduled } from './testing/worked.ts';
import { watchRecipient, watchReport } from './watch.ts';
import type * as z from 'zod';

const ses = useSes();
type Reason = z.output<typeof RunReason>;

const aReport = async () => {
  const ctx = aContext({ now: new Date('2026-11-30T12:00:00.000Z') });
  await aPerson(ctx, 'eve', ['analyst']);
  return { ctx, report: await aScheduled(ctx, { ownerId: 'eve' }) };
};

/** A run of a day of November that has ended, and what is told of it, twice. */
async function ended(ctx: Context, report: Report, day: number, says: Partial<Run>, more: object = {}) {
  const dueAt = `2026-11-${String(day).padStart(2, '0')}T06:00:00.000Z`;
  const occurrenceId = `${report.reportId}#${dueAt.slice(0, 16)}`;
  const run = await queueRun(again(ctx), report, { trigger: 'schedule', dueAt, occurrenceId, ...more });
  if (!run) throw new Error('no run');
  await change(again(ctx), runs, run.runId, 'step', (before) => ({ ...before, ...says }), { silent: true });
  for (let times = 0; times < 2; times++)
    await watchReport(again(ctx), { reportId: report.reportId, runId: run.runId });
}
const skipped = (ctx: Context, report: Report, day: number, reason: Reason = 'unchanged', more: object = {}) =>
  ended(ctx, report, day, { status: 'skipped', reason }, more);

const quiet = async (ctx: Context) =>
  (await listAlerts(ctx, { limit: 50 })).items.filter(({ ruleId }) => ruleId === 'system-report_quiet');
const plain = () => ({ subject: 'Alert', html: '', text: 'Alert' });
/** Who gets a mail about an alert that was opened. */
async function toldOf(ctx: Context, alertId: never): Promise<string[]> {
  const before = ses.sent.length;
  for (let times = 0; times < 2; times++) await tellSystemAlert(again(ctx), { alertId, step: 'opened' }, plain);
  return ses.sent.slice(before).map(({ Destination }) => Destination.ToAddresses[0]?.split('@')[0] ?? '');
}

test('a run not sent is listed as skipped; after 8 in a row the owner gets one note', async () => {
  const { ctx, report } = await aReport();
  for (let day = 1; day <= 7; day++) await skipped(ctx, report, day, day % 2 ? 'unchanged' : 'no_records');
  expect(await quiet(ctx)).toEqual([]);
  for (let day = 8; day <= 18; day++) await skipped(ctx, report, day);
  const [alert, ...more] = await quiet(ctx);
  expect(more).toEqual([]);
  expect(alert).toMatchObject({
    severity: 'info',
    ownerId: 'eve',
    count: 1,
    subject: { system: { facts: { reportId: report.reportId, times: 8, reason: 'unchanged' } } },
  });
  expect(await toldOf(ctx, alert?.alertId as never)).toEqual(['eve']);
});

test('a run that is sent in between begins the count anew and ends the note; other reasons do not count', async () => {
  const { ctx, report } = await aReport();
  for (let day = 1; day <= 7; day++) await skipped(ctx, report, day);
  await skipped(ctx, report, 8, 'superseded');
  await ended(ctx, report, 9, { status: 'done' });
  for (let day = 10; day <= 16; day++) await skipped(ctx, report, day);
  expect(await quiet(ctx)).toEqual([]);
  await skipped(ctx, report, 17);
  expect(await quiet(ctx)).toMatchObject([{ status: 'open' }]);
  await ended(ctx, report, 18, { status: 'done' });
  expect(await quiet(ctx)).toMatchObject([{ status: 'auto_resolved' }]);
});

test('copies for agents are one time: all of them have to have been skipped', async () => {
  const { ctx, report } = await aReport();
  const copy = (key: string) => ({ trigger: 'burst', burst: { by: 'agent', key } });
  for (let day = 1; day <= 7; day++)
    for (const key of ['a', 'b']) await skipped(ctx, report, day, 'unchanged', copy(key));
  expect(await quiet(ctx)).toEqual([]);
  await ended(ctx, report, 8, { status: 'done' }, copy('b'));
  await skipped(ctx, report, 8, 'unchanged', copy('a'));
  expect(await quiet(ctx)).toEqual([]);
});

test('hard bounce: the owner is told, once for several recipients of a week', async () => {
  const { ctx, report } = await aReport();
  const { reportId } = report;
  for (const email of ['a@example.com', 'b@example.com']) {
    await stop(again(ctx), { reportId, email, why: 'bounced' });
    const stopId = stopIdOf(ctx, { reportId, email });
    for (let times = 0; times < 2; times++) await watchRecipient(again(ctx), { reportId, stopId, why: 'bounced' });
  }
  const { items } = await listAlerts(ctx, { limit: 50 });
  expect(items).toMatchObject([{ ruleId: 'system-report_bounced', ownerId: 'eve', severity: 'warning', count: 2 }]);
  expect(await toldOf(ctx, items[0]?.alertId as never)).toEqual(['eve']);
});

test('a report that fails is told to its owner as well as to admins and managers, with its section and reason', async () => {
  const { ctx, report } = await aReport();
  await ended(ctx, report, 1, { status: 'failed', reason: 'not_computed', section: 'themes' as never });
  const { items } = await listAlerts(ctx, { limit: 50 });
  expect(items).toMatchObject([{ ownerId: 'eve', subject: { system: { facts: { reason: 'not_computed: themes' } } } }]);
  expect((await toldOf(ctx, items[0]?.alertId as never)).toSorted()).toEqual(['ada', 'bob', 'eve']);
});

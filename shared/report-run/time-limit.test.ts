import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { list as listAlerts } from '../alert/alert.ts';
import { again } from '../feedback/testing/given.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { aContext } from '../testing/context.ts';
import { useFiles } from '../testing/files.ts';
import { useQueues } from '../testing/queues.ts';
import { useSes } from '../testing/ses.ts';
import { putSnapshot } from './kept-files.ts';
import { queueRun } from './occurrences.ts';
import { printAll } from './print-all.ts';
import { runs } from './run.store.ts';
import { aScheduled, fakePrinters } from './testing/worked.ts';
import { timeLimit, TooSlow } from './time-limit.ts';
import { watchReport } from './watch.ts';
import { workRun } from './work.ts';

useQueues();
const files = useFiles();
const ses = useSes();

/** A worker with so many milliseconds left, for whom the list of alerts never comes. */
function hanging(ctx: Context, ms: number): Context {
  const through = ctx.db.send.bind(ctx.db) as (command: object) => Promise<unknown>;
  const send = (command: object) =>
    JSON.stringify(command).includes('alert#open') ? new Promise(() => undefined) : through(command);
  return { ...ctx, db: { send: send as never }, deadline: new Date(Date.now() + 2_000 + ms) };
}

test('a report over its limit fails, names the section that was slow, tells its owner, and sends nothing', async () => {
  const ctx = aContext({ now: new Date('2026-11-24T06:00:00.000Z'), userId: 'ada' });
  const sections = [
    { sectionId: 'words', kind: 'text' as const, markdown: 'Ready at once.' },
    { sectionId: 'open-alerts', kind: 'alerts' as const },
  ];
  const report = await aScheduled(ctx, { sections, formats: ['csv'] });
  const run = await queueRun(again(ctx), report, { trigger: 'hand', dueAt: ctx.now.toISOString() });
  if (!run) throw new Error('no run');
  await change(again(ctx), runs, run.runId, 'step', (before) => ({ ...before, tries: 3 }), { silent: true });
  await workRun(hanging(again(ctx), 1_500), run.runId, fakePrinters());
  expect(await runs.find(ctx, run.runId)).toMatchObject({
    status: 'failed',
    reason: 'too_slow',
    section: 'open-alerts',
    failure: expect.stringMatching(/^The section `open-alerts` was not ready within \d+ seconds\.$/),
  });
  expect([...files.stored.keys()].filter((key) => key.includes(ctx.companyId))).toEqual([]);
  expect(ses.sent.filter(({ Destination }) => Destination.ToAddresses[0]?.includes(ctx.companyId))).toEqual([]);
  await watchReport(again(ctx), { reportId: report.reportId, runId: run.runId });
  expect((await listAlerts(ctx, { limit: 10 })).items).toMatchObject([
    { severity: 'critical', ownerId: 'ada', subject: { system: { facts: { reason: 'too_slow: open-alerts' } } } },
  ]);
});

test('a snapshot of more than 5 MB is refused at once, naming its largest section', async () => {
  const ctx = aContext({ now: new Date('2026-11-24T06:00:00.000Z'), userId: 'ada' });
  const noise = randomBytes(5_500_000).toString('base64');
  const section = (sectionId: string, text: string) => ({ sectionId, kind: 'text', blocks: [{ spans: [{ text }] }] });
  const snapshot = { sections: [section('small', 'x'), section('large', noise)] } as never;
  const run = { reportId: 'rp_1', runId: 'run_1' } as never;
  await expect(putSnapshot(ctx, run, snapshot)).rejects.toMatchObject({
    reason: 'too_large',
    sectionId: 'large',
    message: 'The section `large` is the largest of a report that has more than 5 MB.',
  });
  expect([...files.stored.keys()].filter((key) => key.includes(ctx.companyId))).toEqual([]);
});

test('a file that is not printed in time is missing, and the mail says so', async () => {
  const ctx = aContext({ userId: 'ada' });
  const report = await aScheduled(ctx, { formats: ['csv'] });
  const run = await queueRun(again(ctx), report, { trigger: 'hand', dueAt: ctx.now.toISOString() });
  const stored = run && (await runs.find(ctx, run.runId));
  if (!stored) throw new Error('no run');
  const printers = fakePrinters();
  printers.file = () => Promise.reject(new TooSlow(120));
  const snapshot = { run: { title: 'R', trigger: 'hand' }, sections: [] } as never;
  expect(await printAll(ctx, stored, snapshot, ['csv'], printers)).toEqual({ files: [], missing: ['csv'] });
});

test('what is ready in time is given, what is not is refused, and nothing is late once the limit has ended', async () => {
  const limit = timeLimit(30);
  expect(await limit.within(Promise.resolve(1))).toBe(1);
  await expect(limit.within(new Promise(() => undefined))).rejects.toThrow(TooSlow);
  expect(limit.isOver()).toBe(true);
  const ended = timeLimit(10);
  ended.end();
  await new Promise((done) => setTimeout(done, 30));
  expect(ended.isOver()).toBe(false);
});

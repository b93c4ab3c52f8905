import type * as z from 'zod';
import { type Context, systemContext } from '../../kernel/context.ts';
import { dispatch } from '../../kernel/due.ts';
import { systemDb } from '../../kernel/table.ts';
import { set } from '../../kernel/change.ts';
import { people } from '../../people/people.store.ts';
import type { CreateReport, Report } from '../../report/report.schema.ts';
import { givenReport } from '../../report/testing/given.ts';
import { sendRun } from '../../report-delivery/send.ts';
import type { useQueues } from '../../testing/queues.ts';
import { dueRuns } from '../due-runs.ts';
import { dueReports } from '../occurrences.ts';
import type { Printers } from '../printers.ts';
import { figuresIn } from '../figures-in.ts';
import type { ShownRun } from '../run.schema.ts';
import { runs } from '../run.store.ts';
import { workRun } from '../work.ts';
import { words } from './given.ts';

/** Somebody who works for the company, with a role and an address that goes to nobody else. */
export async function aPerson(ctx: Context, userId: string, roles: string[] = ['manager'], more: object = {}) {
  const draft = {
    userId,
    name: userId,
    email: `${userId}@${ctx.companyId}.example.com`,
    language: 'en',
    roles,
    reads: 'all' as const,
    enteredBy: 'token' as const,
  };
  await set({ ...ctx, requestId: `${userId}-${Math.round(performance.now() * 1e6)}` }, people, userId, 'note', () => ({
    ...draft,
    ...more,
  }));
}

export const daily = { cron: '0 7 * * *', timeZone: 'Europe/Berlin' };

/** A report of an owner who may read it, to Bob, each day at 07:00 in Berlin. */
export async function aScheduled(ctx: Context, more: Partial<z.input<typeof CreateReport>> = {}): Promise<Report> {
  await aPerson(ctx, 'ada', ['admin']);
  await aPerson(ctx, 'bob');
  const recipients = { userIds: ['bob'], roles: [], teamIds: [], addresses: [] };
  return givenReport(ctx, { ownerId: 'ada', period: 'yesterday', schedule: daily, recipients, ...more });
}

/** Printers that write what they are given, and can be told to fail. */
export function fakePrinters(): Printers & { fails: Set<string> } {
  const fails = new Set<string>();
  return {
    fails,
    words,
    async mail(snapshot, around) {
      if (fails.has('mail')) throw new Error('no mail');
      const { run, sections } = snapshot;
      const values = figuresIn(sections)
        .map(({ metric, value }) => `${metric}=${value}`)
        .join(';');
      const text = JSON.stringify({ values, ...around, late: run.late, trigger: run.trigger, burst: run.burst?.key });
      return { subject: run.title, html: `<p>${text.replaceAll('"', "'")}</p>`, text, pictures: [] };
    },
    async file(snapshot, format) {
      if (fails.has(format)) throw new Error(`no ${format}`);
      return {
        bytes: Buffer.from(JSON.stringify(snapshot.sections)),
        contentType: `x/${format}`,
        fileName: `report.${format}`,
      };
    },
  };
}

/** Lets time come for a company: what is due is done, and workers work what they are called for, until nothing is left. */
export async function comes(
  ctx: Context,
  at: string,
  {
    queues,
    printers,
    schedulers = 1,
  }: { queues: ReturnType<typeof useQueues>; printers: Printers; schedulers?: number },
): Promise<void> {
  const now = new Date(at);
  const parts = () => ({ systemDb: systemDb(), now: () => now, deadline: new Date(now.getTime() + 60_000) });
  const own = [dueReports, dueRuns].map((kind) => ({
    ...kind,
    find: async (one: Context, id: string) => (one.companyId === ctx.companyId ? kind.find(one, id) : undefined),
  }));
  for (const kind of own)
    await Promise.all(Array.from({ length: schedulers }, () => dispatch([kind as never], parts())));
  await works(ctx, now, { queues, printers });
}

/** Workers take what was sent to their queues. */
export async function works(
  ctx: Context,
  now: Date,
  { queues, printers }: { queues: ReturnType<typeof useQueues>; printers: Printers },
): Promise<void> {
  const worker = systemContext(ctx.companyId, 'render-report', { now });
  for (const [lane, work] of [
    ['render-report', (id: string) => workRun(worker, id, printers)],
    ['send-report', (id: string) => sendRun(worker, id, { pace: async () => undefined })],
  ] as const) {
    for (const { body } of queues.take(lane, 1_000).Records) {
      const { companyId, ids } = JSON.parse(body) as { companyId: string; ids: string[] };
      if (companyId === ctx.companyId) for (const id of ids) await work(id);
    }
  }
}

/** Every run of a report, the oldest first. */
export async function runsOf(ctx: Context, { reportId }: Pick<Report, 'reportId'>): Promise<ShownRun[]> {
  const found: ShownRun[] = [];
  for await (const steps of runs.by(ctx, 'ofReport', { reportId }, { from: undefined, size: 200 }))
    found.push(...steps.flatMap(({ item }) => (item ? [runs.publicOf(item)] : [])));
  return found.toReversed();
}

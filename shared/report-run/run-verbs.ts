import { equal, listOf } from '../http/list.ts';
import { invalid, Problem } from '../http/problem.ts';
import { reply, type Reply } from '../http/reply.ts';
import { change, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Stored } from '../kernel/store.ts';
import { known } from '../people/known.ts';
import { note } from '../people/note.ts';
import type { Report } from '../report/report.schema.ts';
import { reports } from '../report/report.store.ts';
import { countsOf } from '../report-delivery/counts.ts';
import type { Delivery, DeliveryFilter, Resend } from '../report-delivery/delivery.schema.ts';
import { deliveries as stored } from '../report-delivery/delivery.store.ts';
import { resend as resendTo } from '../report-delivery/resend.ts';
import { deliveriesOf, move as moveDelivery } from '../report-delivery/send.ts';
import { LINK_MS, linkToFile, linkToSnapshot } from './kept-files.ts';
import { queueRun } from './occurrences.ts';
import type { Run, RunFilter, ShownRun, StoredFile } from './run.schema.ts';
import { runs } from './run.store.ts';
import { call, end, open } from './step.ts';

type OfReport = Pick<Report, 'reportId'>;
type One = OfReport & Pick<Run, 'runId'>;

/** A run of a report; 404 for one of another. */
async function runOf(ctx: Context, { reportId, runId }: One): Promise<Stored<Run>> {
  const run = await visible(ctx, runs, runId);
  if (run.reportId !== reportId) throw new Problem('not-found');
  return run;
}

const reportOf = async (ctx: Context, { reportId }: OfReport): Promise<Report> =>
  reports.publicOf(await visible(ctx, reports, reportId));

const listed = listOf<RunFilter & OfReport, Run, ShownRun>(
  'report-runs',
  { status: equal('status'), reportId: equal('reportId') },
  (ctx, { reportId }, from) => runs.by(ctx, 'ofReport', { reportId }, from),
  (one) => runs.publicOf(one as Stored<Run>),
);

/** Runs of a report, those that were due last first. */
export async function listRuns(
  ctx: Context,
  input: OfReport & RunFilter & { limit: number; cursor?: string | undefined },
) {
  const { reportId, status, limit, cursor } = input;
  await reportOf(ctx, { reportId });
  return listed(ctx, { reportId, status, limit, cursor });
}

/** A run with how its deliveries stand now, and where its snapshot can be fetched. */
export async function getRun(ctx: Context, one: One) {
  const run = await runOf(ctx, one);
  const all = await deliveriesOf(ctx, run);
  const expiresAt = new Date(ctx.now.getTime() + LINK_MS).toISOString();
  return {
    ...runs.publicOf(run),
    ...(all.length > 0 && { counts: countsOf(all) }),
    ...(run.sha256 !== undefined && { snapshot: { url: await linkToSnapshot(ctx, run), expiresAt } }),
  };
}

/** Computes and sends a report now, whatever its schedule and `sendWhen` say. */
export async function runNow(
  ctx: Context,
  { reportId, body: { at } }: OfReport & { body: { at?: string | undefined } },
) {
  const report = await reportOf(ctx, { reportId });
  if (report.status === 'draft') throw new Problem('conflict', 'A draft is sent to nobody; a test shows it.');
  if (report.status === 'paused')
    throw new Problem('report-paused', 'A paused report is sent to nobody until it is resumed; a test shows it.');
  if (at !== undefined && at > ctx.now.toISOString()) throw invalid({ pointer: '#/at', detail: 'must not lie ahead' });
  if (report.burst !== 'none') throw new Problem('conflict', 'Copies for each agent or team are made by the schedule.');
  return queued(ctx, report, { trigger: 'hand', dueAt: at ?? ctx.now.toISOString() });
}

/** Mails one copy, marked as a test, to whoever asks. */
export async function testReport(ctx: Context, { reportId }: OfReport) {
  const report = await reportOf(ctx, { reportId });
  const [person] = await known(ctx, [ctx.actor.id]);
  if (!person) throw new Problem('conflict', 'The company knows no mail address of yours.');
  const burst = report.burst === 'agent' ? { by: 'agent' as const, key: ctx.actor.id } : undefined;
  return queued(ctx, report, { trigger: 'test', dueAt: ctx.now.toISOString(), ...(burst && { burst }) });
}

async function queued(ctx: Context, report: Report, asked: Pick<Run, 'trigger' | 'dueAt' | 'burst'>) {
  const { idempotency, ...own } = ctx;
  // By what their token says now a report is computed of who owns it.
  if (report.ownerId === ctx.actor.id) await note(own);
  const seed = idempotency?.seed;
  const run = await queueRun(ctx, report, { ...asked, askedBy: ctx.actor.id, ...(seed !== undefined && { seed }) });
  if (!run) throw new Problem('conflict', 'The same request was made already.');
  await call(ctx, run);
  return run;
}

/** Stops a run that is under way: what was not sent yet never is. */
export async function cancelRun(ctx: Context, one: One): Promise<ShownRun> {
  const run = await runOf(ctx, one);
  if (!open.includes(run.status)) throw new Problem('conflict', 'The run is over.');
  const ended = await end(ctx, run, 'cancelled', { reason: 'by_hand' });
  if (!ended) throw new Problem('conflict', 'The run has gone on meanwhile.');
  // The answer to a repeated request is kept with the end of the run, not with each delivery.
  const { idempotency: _, ...own } = ctx;
  for (const delivery of await deliveriesOf(ctx, run))
    if (delivery.state === 'pending')
      await moveDelivery(own, delivery, 'suppress', { state: 'suppressed', reason: 'cancelled' });
  return runs.publicOf(await visible(ctx, runs, one.runId));
}

/** Lets the links of a run lead nowhere. */
export async function revokeRun(ctx: Context, one: One): Promise<ShownRun> {
  await runOf(ctx, one);
  const revokedAt = ctx.now.toISOString();
  return change(ctx, runs, one.runId, 'revoke', (before) => ({ ...before, revokedAt: before.revokedAt ?? revokedAt }), {
    silent: true,
  });
}

export const resendRun = async (ctx: Context, { body, ...one }: One & { body: Resend }) =>
  resendTo(ctx, await runOf(ctx, one), body);

const listedDeliveries = listOf<DeliveryFilter & Pick<Delivery, 'runId'>, Delivery>(
  'report-deliveries',
  { state: equal('state'), runId: equal('runId') },
  (ctx, { runId }, from) => stored.by(ctx, 'ofRun', { runId }, from),
  (one) => one,
);

export async function listDeliveries(
  ctx: Context,
  { reportId, runId, state, limit, cursor }: One & DeliveryFilter & { limit: number; cursor?: string | undefined },
) {
  await runOf(ctx, { reportId, runId });
  return listedDeliveries(ctx, { runId, state, limit, cursor });
}

/** A link to a printed file, for five minutes. */
export async function runFile(
  ctx: Context,
  { format, ...one }: One & Pick<StoredFile, 'format'>,
): Promise<Reply<undefined>> {
  const run = await runOf(ctx, one);
  const file = run.files.find((printed) => printed.format === format);
  if (!file) throw new Problem('not-found');
  return reply(302, undefined, { location: await linkToFile(ctx, run, file) });
}

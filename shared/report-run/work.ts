import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import { traceOf } from '../kernel/log.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import type { Report } from '../report/report.schema.ts';
import { reports } from '../report/report.store.ts';
import { fillDeliveries } from '../report-delivery/fill.ts';
import { compute, type RunOf } from './compute.ts';
import { fingerprintOf } from './fingerprint.ts';
import { eraseStep } from './erase-step.ts';
import { noteHeld, withoutWords } from './held-words.ts';
import { getSnapshot, putSnapshot } from './kept-files.ts';
import { gone, pauseFor } from './occurrences.ts';
import { asOwner } from './owner.ts';
import { printAll } from './print-all.ts';
import type { Printers } from './printers.ts';
import type { Run } from './run.schema.ts';
import { SectionFailed } from './section-failed.ts';
import { TooSlow } from './time-limit.ts';
import { runs } from './run.store.ts';
import { skippedFor } from './send-when.ts';
import { call, end, later, move, open } from './step.ts';

const LATE_MS = 15 * 60_000;
class WorkerLost extends Error {}

/** Between the tries of a step. */
const PAUSES_MS = [60_000, 5 * 60_000, 30 * 60_000];

/**
 * Computes and prints a run, and hands it on to be sent; from the step that was finished last, where a worker was lost or a
 * step has failed. A step that fails is tried three times more, after 1, 5 and 30 minutes.
 */
export async function workRun(ctx: Context, id: string, printers: Printers): Promise<void> {
  const runId = asId('run', id);
  const found = runId && (await runs.find(ctx, runId));
  if (!isThere(ctx, found)) return;
  if (found.erase && !open.includes(found.status)) return eraseStep(ctx, found, printers);
  const stored = await reports.find(ctx, found.reportId);
  if (!isThere(ctx, stored)) return void (await end(ctx, found, 'cancelled', { reason: 'report_gone' }));
  const report = reports.publicOf(stored);
  let run: Stored<Run> | undefined = found;
  if (run.tries > PAUSES_MS.length) return void (await fail(ctx, run, new WorkerLost('the worker was lost')));
  try {
    if (run.status === 'queued') run = await begin(ctx, run);
    if (run?.status === 'computing') run = await computeStep(ctx, report, run, printers);
    if (run?.status === 'printing') run = await printStep(ctx, report, run, printers);
    if (run?.status === 'sending') await call(ctx, run);
  } catch (error) {
    await retryLater(ctx, found, error);
  }
}

const begin = (ctx: Context, run: Run): Promise<Stored<Run> | undefined> => {
  const late = run.occurrenceId !== undefined && ctx.now.getTime() - Date.parse(run.dueAt) > LATE_MS;
  return move(ctx, run, 'step', {
    status: 'computing',
    startedAt: ctx.now.toISOString(),
    ...(late && { late: true as const }),
  });
};

async function computeStep(ctx: Context, report: Report, run: Stored<Run>, { words }: Printers) {
  const started = performance.now();
  const owner = await asOwner(ctx, report.ownerId);
  if (!owner) return end(ctx, run, 'failed', { reason: 'owner_forbidden' });
  const fault = await gone(ctx, report);
  if (fault !== undefined) {
    await pauseFor(ctx, report, 'invalid');
    return end(ctx, run, 'failed', { reason: 'invalid', failure: fault.slice(0, 300) });
  }
  const snapshot = await noteHeld(ctx, run, await compute(owner, report, runOf(run), { words }));
  const fingerprint = fingerprintOf(snapshot);
  const skipped = await skippedFor(owner, report, run, snapshot, fingerprint);
  const says = {
    sha256: await putSnapshot(ctx, run, snapshot),
    fingerprint,
    asOf: snapshot.run.asOf,
    period: snapshot.period,
    tries: 0,
    ms: { compute: Math.round(performance.now() - started) },
  };
  if (skipped) return end(ctx, run, 'skipped', { ...says, reason: skipped });
  return move(ctx, run, 'step', { ...says, status: 'printing' });
}

function runOf({ runId, reportId, reportVersion, trigger, dueAt, late, startedAt, burst }: Run): RunOf {
  return {
    runId,
    reportId,
    reportVersion,
    trigger,
    dueAt,
    ...(late && startedAt !== undefined && { late: { dueAt, startedAt } }),
    ...(burst && { burst }),
  };
}

async function printStep(ctx: Context, report: Report, run: Stored<Run>, printers: Printers) {
  const started = performance.now();
  const printed = await printAll(
    ctx,
    run,
    withoutWords(await getSnapshot(ctx, run), run.erase ?? []),
    report.formats,
    printers,
  );
  const deliveryIds = await fillDeliveries(ctx, report, run);
  return move(ctx, run, 'step', {
    status: 'sending',
    ...printed,
    deliveryIds,
    tries: 0,
    ms: { ...run.ms, print: Math.round(performance.now() - started) },
    callAt: later(10 * 60_000),
  });
}

async function retryLater(ctx: Context, { runId }: Run, error: unknown): Promise<void> {
  const run = await runs.find(ctx, runId);
  ctx.log.error('a run of a report failed', {
    company: ctx.companyId,
    run: runId,
    status: run?.status,
    ...traceOf(error),
  });
  if (!isThere(ctx, run) || (run.status !== 'queued' && run.status !== 'computing' && run.status !== 'printing'))
    return;
  // What is too large is so the next time, too.
  const pause = error instanceof SectionFailed && error.reason === 'too_large' ? undefined : PAUSES_MS[run.tries];
  if (pause !== undefined) {
    // The call for it is counted as a try.
    await move(ctx, run, 'retry', { callAt: later(pause) });
    return;
  }
  await fail(ctx, run, error);
}

const fail = (ctx: Context, run: Run, error: unknown) => {
  const reason = run.status === 'printing' ? ('not_printed' as const) : ('not_computed' as const);
  if (!(error instanceof SectionFailed))
    return end(ctx, run, 'failed', { reason: reasonOf(error) ?? reason, failure: failureOf(error) });
  const { sectionId: section, message: failure } = error;
  return end(ctx, run, 'failed', { reason: error.reason, failure, section });
};

const reasonOf = (error: unknown) => (error instanceof TooSlow ? ('too_slow' as const) : undefined);
const failureOf = (error: unknown): string =>
  error instanceof TooSlow
    ? `It ${error.message}.`
    : error instanceof WorkerLost
      ? error.message
      : error instanceof Error
        ? error.name
        : 'unknown';

import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import { traceOf } from '../kernel/log.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import type { Report } from '../report/report.schema.ts';
import { reports } from '../report/report.store.ts';
import { fillDeliveries } from '../report-delivery/fill.ts';
import { compute, type RunOf } from './compute.ts';
import { fingerprintOf } from './fingerprint.ts';
import { getSnapshot, putMail, putPrinted, putSnapshot, sha256 } from './kept-files.ts';
import { gone, pauseFor } from './occurrences.ts';
import { asOwner } from './owner.ts';
import { PAGE, placed } from './placed.ts';
import type { Printers } from './printers.ts';
import type { Run, StoredFile } from './run.schema.ts';
import { runs } from './run.store.ts';
import { skippedFor } from './send-when.ts';
import { call, end, later, move } from './step.ts';

const LATE_MS = 15 * 60_000;
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
  const stored = await reports.find(ctx, found.reportId);
  if (!isThere(ctx, stored)) return void (await end(ctx, found, 'cancelled', { reason: 'report_gone' }));
  const report = reports.publicOf(stored);
  let run: Stored<Run> | undefined = found;
  if (run.tries > PAUSES_MS.length) return void (await fail(ctx, run, 'the worker was lost'));
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
  const snapshot = await compute(owner, report, runOf(run), { words });
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
  const snapshot = await getSnapshot(ctx, run);
  const files: StoredFile[] = [];
  const missing: StoredFile['format'][] = [];
  for (const format of report.formats) {
    try {
      const { bytes, contentType, fileName, pages, missingGlyphs } = await printers.file(snapshot, format);
      await putPrinted(ctx, run, fileName, bytes);
      files.push({
        format,
        name: fileName,
        contentType,
        bytes: bytes.length,
        sha256: sha256(bytes),
        ...(pages !== undefined && { pages }),
        ...(missingGlyphs && missingGlyphs.length > 0 && { missingGlyphs: missingGlyphs.slice(0, 100) }),
      });
    } catch (error) {
      // The mail goes out without it and says so.
      ctx.log.error('a file of a report was not printed', {
        company: ctx.companyId,
        run: run.runId,
        format,
        ...traceOf(error),
      });
      missing.push(format);
    }
  }
  const { attached, linked } = placed(files);
  const mail = await printers.mail(snapshot, {
    openUrl: PAGE,
    ...(run.trigger !== 'test' && { unsubscribeUrl: `${PAGE}/unsubscribe` }),
    attached: attached.map(({ name }) => name),
    toFetch: linked.map(({ name, format }) => ({ name, url: `${PAGE}/${format}` })),
    missing: missing.map((format) => format.toUpperCase()),
  });
  await putMail(ctx, run, mail);
  const deliveryIds = await fillDeliveries(ctx, report, run);
  return move(ctx, run, 'step', {
    status: 'sending',
    files,
    ...(missing.length > 0 && { missing }),
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
  const pause = PAUSES_MS[run.tries];
  if (pause !== undefined) {
    // The call for it is counted as a try.
    await move(ctx, run, 'retry', { callAt: later(pause) });
    return;
  }
  await fail(ctx, run, error instanceof Error ? error.name : 'unknown');
}

const fail = (ctx: Context, run: Run, failure: string) =>
  end(ctx, run, 'failed', { reason: run.status === 'printing' ? 'not_printed' : 'not_computed', failure });

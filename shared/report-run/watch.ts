import { endSystemAlert, openSystemAlert } from '../alert/system.ts';
import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import type { Report } from '../report/report.schema.ts';
import { reports } from '../report/report.store.ts';
import type { RecipientStop } from '../report-delivery/delivery.schema.ts';
import { endsQuiet, isQuiet, QUIET_TIMES } from './quiet.ts';
import type { Run } from './run.schema.ts';
import { runs } from './run.store.ts';

/** An alert about a recipient is open for so long: nothing tells that somebody has seen to it. */
const BOUNCED_MS = 7 * 86_400_000;

/**
 * Opens the alert about a report that is not sent, by how it and the run that is told of stand now: the run has failed for good,
 * or the report was paused because it cannot be sent. Ends it with the next run that was sent. A report that was due eight
 * times in a row and had nothing to say is told to its owner, once until it is sent again.
 */
export async function watchReport(
  ctx: Context,
  { reportId, runId }: Pick<Report, 'reportId'> & { runId?: Run['runId'] | undefined },
): Promise<void> {
  const of = { kind: 'report_failed' as const, key: reportId };
  const found = await reports.find(ctx, reportId);
  const report = isThere(ctx, found) ? found : undefined;
  const run = runId && (await runs.find(ctx, runId));
  if (isThere(ctx, run)) {
    if (endsQuiet(run)) await endSystemAlert(ctx, { kind: 'report_quiet', key: reportId });
    if (run.status === 'done' || run.status === 'done_with_errors') return endSystemAlert(ctx, of);
    if (run.status === 'skipped') return watchQuiet(ctx, run, report);
    if (run.status !== 'failed') return;
    const { reason = 'unknown', section } = run;
    const facts = { reportId, reason: section === undefined ? reason : `${reason}: ${section}` };
    return openSystemAlert(ctx, {
      ...of,
      severity: 'critical',
      ownerId: report?.ownerId,
      facts,
      occurrence: run.runId,
    });
  }
  if (!report) return endSystemAlert(ctx, of);
  const { status, pausedFor, updatedAt, ownerId } = report;
  if (status !== 'paused' || pausedFor === undefined || pausedFor === 'hand') return;
  const facts = { reportId, reason: pausedFor };
  await openSystemAlert(ctx, { ...of, severity: 'critical', ownerId, facts, occurrence: `${reportId}:${updatedAt}` });
}

async function watchQuiet(ctx: Context, run: Run, report: Report | undefined): Promise<void> {
  const { reportId, reason = 'unknown', occurrenceId } = run;
  if (!report || occurrenceId === undefined || !(await isQuiet(ctx, run))) return;
  await openSystemAlert(ctx, {
    kind: 'report_quiet',
    key: reportId,
    severity: 'info',
    ownerId: report.ownerId,
    facts: { reportId, times: QUIET_TIMES, reason },
    occurrence: occurrenceId,
  });
}

/** Tells the owner of a report that one of its recipients gets it no more; several of one week are one alert. */
export async function watchRecipient(
  ctx: Context,
  { reportId, stopId, why }: Pick<RecipientStop, 'reportId' | 'stopId'> & { why: string },
): Promise<void> {
  const report = await reports.find(ctx, reportId);
  if (!isThere(ctx, report)) return;
  await openSystemAlert(ctx, {
    kind: 'report_bounced',
    key: reportId,
    severity: 'warning',
    ownerId: report.ownerId,
    facts: { reportId, reason: why },
    occurrence: stopId,
    until: new Date(ctx.now.getTime() + BOUNCED_MS).toISOString(),
  });
}

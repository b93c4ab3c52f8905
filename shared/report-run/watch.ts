import { endSystemAlert, openSystemAlert } from '../alert/system.ts';
import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import type { Report } from '../report/report.schema.ts';
import { reports } from '../report/report.store.ts';
import type { Run } from './run.schema.ts';
import { runs } from './run.store.ts';

/**
 * Opens the alert about a report that is not sent, by how it and the run that is told of stand now: the run has failed for good, or
 * the report was paused because it cannot be sent. Ends it with the next run that was sent.
 */
export async function watchReport(
  ctx: Context,
  { reportId, runId }: Pick<Report, 'reportId'> & { runId?: Run['runId'] | undefined },
): Promise<void> {
  const of = { kind: 'report_failed' as const, key: reportId };
  const run = runId && (await runs.find(ctx, runId));
  if (isThere(ctx, run)) {
    if (run.status === 'done' || run.status === 'done_with_errors') return endSystemAlert(ctx, of);
    if (run.status !== 'failed') return;
    const facts = { reportId, reason: run.reason ?? 'unknown' };
    return openSystemAlert(ctx, { ...of, severity: 'critical', facts, occurrence: run.runId });
  }
  const report = await reports.find(ctx, reportId);
  if (!isThere(ctx, report)) return endSystemAlert(ctx, of);
  const { status, pausedFor, updatedAt } = report;
  if (status !== 'paused' || pausedFor === undefined || pausedFor === 'hand') return;
  const facts = { reportId, reason: pausedFor };
  await openSystemAlert(ctx, { ...of, severity: 'critical', facts, occurrence: `${reportId}:${updatedAt}` });
}

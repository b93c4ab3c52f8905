import { change, create } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { DueKind } from '../kernel/due.ts';
import { dueRecords } from '../kernel/due-records.ts';
import { deterministicId, newId } from '../kernel/ids.ts';
import { isContention } from '../kernel/retry.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { everybody } from '../people/known.ts';
import { CreateReport, type Report } from '../report/report.schema.ts';
import { reports } from '../report/report.store.ts';
import { faultsOf } from '../report/report.ts';
import { atPlace, nextAfter, occurrencesBetween } from '../report/schedule.ts';
import type { Run, RunReason, ShownRun } from './run.schema.ts';
import { runs } from './run.store.ts';
import type * as z from 'zod';

const LEASE_MS = 3 * 60_000;
const DAY_MS = 86_400_000;
const TOO_LATE_MS = 7 * DAY_MS;
/** Of an outage so many occurrences are listed, the latest. */
const MOST_MISSED = 200;

type Reason = z.output<typeof RunReason>;
type Asked = Pick<Run, 'trigger' | 'dueAt' | 'occurrenceId' | 'burst' | 'askedBy'> & { seed?: string; reason?: Reason };

const none = { recipients: 0, sent: 0, delivered: 0, bounced: 0, failed: 0, suppressed: 0 };

/**
 * Makes a run of a report that waits to be computed, or with a reason one that never will be. A run of an occurrence has the id
 * that follows from it, so that it is made once, however many try; undefined where it was there before.
 */
export async function queueRun(
  ctx: Context,
  report: Report,
  { seed, reason, ...asked }: Asked,
): Promise<ShownRun | undefined> {
  const now = ctx.now.toISOString();
  const at = new Date(asked.dueAt);
  const runId = seed === undefined ? newId('run', ctx.now) : deterministicId('run', at, seed);
  const draft = {
    runId,
    reportId: report.reportId,
    reportVersion: report.version,
    ...asked,
    status: reason === undefined ? ('queued' as const) : ('skipped' as const),
    ...(reason && { reason, finishedAt: now }),
    tries: 0,
    files: [],
    ms: {},
    counts: none,
    ...(reason === undefined && { callAt: now }),
    leavesAt: new Date(ctx.now.getTime() + report.retentionDays * DAY_MS).toISOString(),
  };
  try {
    return await create(ctx, runs, draft, { action: reason === undefined ? 'queue' : 'skip' });
  } catch (error) {
    if (seed !== undefined && isContention(error) && (await runs.find(ctx, runId))) return undefined;
    throw error;
  }
}

/** Of whom copies are made: everybody who is an agent, or each team that somebody is in. */
async function copiesOf(ctx: Context, { burst }: Report): Promise<NonNullable<Run['burst']>[]> {
  const people = await everybody(ctx);
  if (burst === 'agent')
    return people.filter(({ roles }) => roles.includes('agent')).map(({ userId }) => ({ by: 'agent', key: userId }));
  const teams = new Set(people.flatMap(({ teamIds = [] }) => teamIds));
  return [...teams].toSorted().map((key) => ({ by: 'team', key }));
}

/** Makes the runs of one occurrence: one, or one for each agent or team. */
async function occur(ctx: Context, report: Report, at: Date, timeZone: string, reason?: Reason): Promise<void> {
  const dueAt = at.toISOString();
  const occurrenceId = `${report.reportId}#${atPlace(at, timeZone).slice(0, 16)}`;
  const of = { dueAt, occurrenceId, ...(reason && { reason }) };
  if (report.burst === 'none' || reason !== undefined)
    return void (await queueRun(ctx, report, { ...of, trigger: 'schedule', seed: occurrenceId }));
  for (const burst of await copiesOf(ctx, report))
    await queueRun(ctx, report, { ...of, trigger: 'burst', burst, seed: `${occurrenceId}#${burst.key}` });
}

/** Why a report cannot be computed any more; undefined where it can. */
export async function gone(ctx: Context, report: Report): Promise<string | undefined> {
  const { success, data } = CreateReport.safeParse(bodyOf(report));
  if (!success) return 'It names something that there is no more.';
  const [fault] = await faultsOf(ctx, { ...report, ...data, status: report.status }, report);
  return fault && `${fault.pointer}: ${fault.message}`;
}

const bodyOf = (report: Report): object =>
  Object.fromEntries(Object.entries({ ...report, status: 'active' }).filter(([name]) => name in CreateReport.shape));

/** Pauses a report that cannot be sent any more, once. */
export async function pauseFor(
  ctx: Context,
  { reportId }: Pick<Report, 'reportId'>,
  reason: 'invalid' | 'no_recipients',
) {
  if (!isThere(ctx, await reports.find(ctx, reportId))) return;
  await change(ctx, reports, reportId, 'edit', (before) =>
    before.status === 'active'
      ? { ...before, status: 'paused' as const, pausedFor: reason, nextAt: undefined }
      : undefined,
  );
}

const toldAs = (before: Report, after: Report): string => (before.status === after.status ? 'advance' : 'edit');

/**
 * Reports that are due: a run is made of each occurrence that has come. Where several were missed, the latest alone is computed
 * unless the report wants all; what is more than seven days late never is. A report that names what there is no more is paused.
 */
export const dueReports: DueKind<Stored<Report>> = dueRecords(reports, {
  leaseMs: LEASE_MS,
  action: toldAs,
  async act(ctx, report) {
    const { schedule, nextAt, status } = report;
    if (!schedule || nextAt === undefined || status !== 'active') return { nextAt: undefined };
    if ((await gone(ctx, report)) !== undefined) {
      await occur(ctx, report, new Date(nextAt), schedule.timeZone, 'invalid');
      return { status: 'paused', pausedFor: 'invalid', nextAt: undefined };
    }
    const before = new Date(Date.parse(nextAt) - 1);
    const come = occurrencesBetween(schedule, before, ctx.now, MOST_MISSED);
    // The rules of a zone can have changed since it was noted when it is due.
    const all = come.length > 0 ? come : [new Date(nextAt)];
    const latest = all.at(-1);
    for (const at of all) {
      const isLate = ctx.now.getTime() - at.getTime() > TOO_LATE_MS;
      const superseded = report.catchUp === 'latest' && at !== latest;
      const reason = isLate ? 'too_late' : superseded ? 'superseded' : undefined;
      await occur(ctx, report, at, schedule.timeZone, reason);
    }
    return { nextAt: nextAfter(schedule, ctx.now)?.toISOString() };
  },
});

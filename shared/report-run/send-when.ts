import type { Context } from '../kernel/context.ts';
import { read } from '../metrics/metrics.ts';
import type { Report } from '../report/report.schema.ts';
import { scopeOfFilters } from '../report/faults.ts';
import type { Snapshot } from '../report/snapshot.schema.ts';
import { list as listAlerts } from '../alert/alert.ts';
import { dayRange } from '../kernel/calendar.ts';
import { getSnapshot } from './kept-files.ts';
import type { Run } from './run.schema.ts';
import { runs } from './run.store.ts';

type Skipped = Extract<Run['reason'], 'unchanged' | 'no_records' | 'no_verdict'>;

/** Why a run that was computed is not sent; undefined where it is. By hand and as a test it always is. */
export async function skippedFor(
  ctx: Context,
  { sendWhen, filters }: Pick<Report, 'sendWhen' | 'filters'>,
  run: Run,
  snapshot: Snapshot,
  fingerprint: string,
): Promise<Skipped | undefined> {
  if (run.trigger === 'hand' || run.trigger === 'test') return undefined;
  switch (sendWhen) {
    case 'always':
      return undefined;
    case 'changed':
      return (await lastSent(ctx, run))?.fingerprint === fingerprint ? 'unchanged' : undefined;
    case 'records': {
      const scope = run.burst ?? scopeOfFilters(filters);
      const { from, to } = snapshot.period;
      const of = scope && { by: scope.by, key: scope.key };
      const { total } = await read(ctx, { name: 'volume', from, to, grain: 'total', ...of });
      return total.n > 0 ? undefined : 'no_records';
    }
    case 'verdict':
      return hasVerdict(snapshot.sections) ||
        (await hasAlert(ctx, snapshot)) ||
        (await hasOtherGoal(ctx, run, snapshot))
        ? undefined
        : 'no_verdict';
  }
}

const over = new Set<Run['status']>(['done', 'done_with_errors', 'sending']);

const lastSent = (ctx: Context, run: Run): Promise<Run | undefined> =>
  lastOf(ctx, run, ({ status }) => over.has(status));

/** The last run of the same report, and of the same agent or team, of which something holds. */
async function lastOf(
  ctx: Context,
  { reportId, runId, burst }: Run,
  holds: (run: Run) => boolean,
): Promise<Run | undefined> {
  for await (const steps of runs.by(ctx, 'ofReport', { reportId }, { from: undefined, size: 50 }))
    for (const { item } of steps)
      if (item && item.runId !== runId && item.trigger !== 'test' && holds(item) && item.burst?.key === burst?.key)
        return item;
  return undefined;
}

/** Whether any comparison with the period before says more than that nothing is clear. */
function hasVerdict(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(hasVerdict);
  if (typeof part !== 'object' || part === null) return false;
  return Object.entries(part).some(([name, inner]) => {
    if (name !== 'previous') return name !== 'lastYear' && hasVerdict(inner);
    const { verdict } = (inner ?? {}) as { verdict?: string | null };
    return verdict !== undefined && verdict !== null && verdict !== 'no_clear_change';
  });
}

/** Whether a goal that is shown stands otherwise than in the run before, whether that was sent or not. */
async function hasOtherGoal(ctx: Context, run: Run, snapshot: Snapshot): Promise<boolean> {
  const now = goalsIn(snapshot);
  const last = now.size > 0 ? await lastOf(ctx, run, ({ sha256 }) => sha256 !== undefined) : undefined;
  if (last?.sha256 === undefined) return false;
  const before = goalsIn(await getSnapshot(ctx, last));
  return [...now].some(([goalId, status]) => before.has(goalId) && before.get(goalId) !== status);
}

const goalsIn = ({ sections }: Snapshot): Map<string, string> =>
  new Map(
    sections.flatMap((section) =>
      section.kind === 'goals' ? section.items.map(({ goalId, status }) => [goalId, status] as const) : [],
    ),
  );

async function hasAlert(ctx: Context, { period, company }: Snapshot): Promise<boolean> {
  const from = dayRange(period.from, company.zone).start.toISOString();
  const to = dayRange(period.to, company.zone).end.toISOString();
  const found = await Promise.all(
    (['warning', 'critical'] as const).map((severity) => listAlerts(ctx, { severity, from, to, limit: 1 })),
  );
  return found.some(({ items }) => items.length > 0);
}

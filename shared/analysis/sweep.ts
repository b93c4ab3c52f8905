import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { laneOf } from '../feedback/feedback.lane.ts';
import { backlogOf } from '../kernel/backlog.ts';
import { monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import type { Pace } from '../kernel/pace.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { analyse, type AnalysisSettings } from './analysis.ts';
import { noteLevels } from './budget-level.ts';
import { ANALYSIS_QUEUE } from './lanes.ts';
import { type Pending, pendingOf } from './stored.ts';
import { usageOf } from './usage.ts';
import { dueOf, isWaiting, type Waiting } from './waiting.ts';
import type { Id } from '../kernel/id-kinds.ts';

const MINUTE = 60_000;
/** Younger records are still on their way through the new lane. */
const QUIET = 2 * MINUTE;
/** So long a message of the backlog may still come again after one that was sent later is done. */
const OVERTAKEN = 15 * MINUTE;
/** How far back each run looks for records whose event was lost; a day's walk looks at everything. */
const LOOK_BACK = 20 * MINUTE;
const PER_ROUND = 100;

export type Sweep = {
  /** Records brought to an end: done, skipped or finally failed. */
  settled: number;
  /** Age of the oldest record that was found waiting, in seconds. */
  oldestSeconds: number;
  /** False when the service or the time ran out before all that was due had its turn. */
  complete: boolean;
};

type Options = {
  /** When the caller must have finished; four minutes from now unless given. */
  deadline?: Date;
  /** Waits until so many texts may be sent. */
  pace?: Pace;
};

/**
 * Finishes a company's analyses that could not be finished at once: rows of the waiting list that are due, those the
 * budget pays for again, and records that are pending although nobody waits for them (their event was lost) and that
 * are in no lane any more. `months` names the months that hold records.
 */
export async function sweepAnalysis(
  ctx: Context,
  settings: AnalysisSettings,
  months: () => Promise<readonly string[]>,
  { deadline = new Date(Date.now() + 4 * MINUTE), pace = () => Promise.resolve() }: Options = {},
): Promise<Sweep> {
  const sweep: Sweep = { settled: 0, oldestSeconds: 0, complete: Date.now() < deadline.getTime() };
  const run: Run = async (ids, waiting) => {
    await pace(ids.length);
    const summary = await analyse(ctx, settings, ids, waiting);
    sweep.settled += summary.done + summary.skipped + summary.failed;
    sweep.complete &&= !summary.unavailable && Date.now() < deadline.getTime();
    return {
      going: sweep.complete,
      progress: summary.done + summary.skipped + summary.failed + summary.released,
      again: summary.waiting,
    };
  };
  for (const cause of ['service', 'budget'] as const) {
    if (cause === 'budget' && !(await hasBudget(ctx, settings))) continue;
    for (let going = sweep.complete; going;) {
      const due = await dueOf(ctx, cause, PER_ROUND);
      for (const { since } of due)
        sweep.oldestSeconds = Math.max(sweep.oldestSeconds, (ctx.now.getTime() - Date.parse(since)) / 1000);
      if (due.length === 0) break;
      const ran = await run(
        due.map(({ feedbackId }) => feedbackId),
        new Map(due.map((row) => [row.feedbackId, row])),
      );
      // What waits for the service again is not due for a while; what waits for the budget would come at once.
      going = ran.going && ran.progress + (cause === 'service' ? ran.again : 0) > 0;
    }
  }
  const quietSince = new Date(ctx.now.getTime() - QUIET);
  const inLane = await backlogBefore(ctx);
  const forgotten = async (month: string, range?: { from: Date; to: Date }): Promise<void> => {
    if (sweep.complete) await runForgotten(ctx, pendingOf(ctx, month, quietSince, range), inLane, run);
  };
  const range = { from: new Date(ctx.now.getTime() - LOOK_BACK), to: quietSince };
  for (const month of monthsBetween(range.from.toISOString(), range.to.toISOString())) await forgotten(month, range);
  if (sweep.complete && (await isWalkDue(ctx))) {
    for (const month of await months()) await forgotten(month);
    if (sweep.complete) await noteWalk(ctx);
  }
  return sweep;
}

/** Whether a record may still be in the backlog lane: its text would be sent, and paid for, twice. */
async function backlogBefore(ctx: Context): Promise<(record: Pending) => boolean> {
  const { since } = await backlogOf(ctx, ANALYSIS_QUEUE);
  if (!since) return () => false;
  const settled = new Date(since.getTime() - OVERTAKEN).toISOString();
  return (record) => laneOf(record) === 'backlog' && record.updatedAt > settled;
}

type Run = (
  ids: readonly Id<'feedback'>[],
  waiting?: ReadonlyMap<string, Waiting>,
) => Promise<{ going: boolean; progress: number; again: number }>;

async function runForgotten(
  ctx: Context,
  pages: AsyncIterable<Pending[]>,
  inLane: (record: Pending) => boolean,
  run: Run,
): Promise<void> {
  for await (const page of pages) {
    const ids = page.filter((record) => !inLane(record)).map(({ sk }) => sk);
    for (let from = 0; from < ids.length; from += PER_ROUND) {
      const round = ids.slice(from, from + PER_ROUND);
      const waits = await Promise.all(round.map((id) => isWaiting(ctx, id)));
      const forgotten = round.filter((_, index) => !waits[index]);
      if (forgotten.length > 0 && !(await run(forgotten)).going) return;
    }
  }
}

/** Whether the budget pays for more. Two that take units at once may both miss that they reach a level of it. */
async function hasBudget(ctx: Context, { monthlyBudgetUnits: budget }: AnalysisSettings): Promise<boolean> {
  if (budget === undefined) return true;
  const usage = await usageOf(ctx);
  await noteLevels(ctx, budget, usage);
  return usage.units < budget;
}

const walkKey = ({ companyId }: Context) => ({ pk: `${companyPrefix(companyId)}ana#walk`, sk: 'last' });

/** Once a day, whichever run comes first; a run that dies on the way leaves it to the next. */
async function isWalkDue(ctx: Context): Promise<boolean> {
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: walkKey(ctx) }));
  return Item?.['day'] !== ctx.now.toISOString().slice(0, 10);
}

async function noteWalk(ctx: Context): Promise<void> {
  await ctx.db.send(
    new PutCommand({ TableName: tableName(), Item: { ...walkKey(ctx), day: ctx.now.toISOString().slice(0, 10) } }),
  );
}

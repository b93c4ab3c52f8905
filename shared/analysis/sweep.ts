import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { analyse, type AnalysisSettings } from './analysis.ts';
import { usedUnits } from './budget.ts';
import { pendingOf } from './stored.ts';
import { dueOf, isWaiting, type Waiting } from './waiting.ts';

const MINUTE = 60_000;
/** Younger records are still the stream reader's. */
const QUIET = 2 * MINUTE;
/** How far back each run looks for records that the stream reader never saw; a day's walk looks at everything. */
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

/**
 * Finishes a company's analyses that the stream reader could not: rows of the waiting list that are due, those the
 * budget pays for again, and records that are pending although nobody waits for them (their event was lost).
 * `months` names the months that hold records; `deadline` is when the caller must have finished.
 */
export async function sweepAnalysis(
  ctx: Context,
  settings: AnalysisSettings,
  months: () => Promise<readonly string[]>,
  deadline: Date = new Date(Date.now() + 4 * MINUTE),
): Promise<Sweep> {
  const sweep: Sweep = { settled: 0, oldestSeconds: 0, complete: Date.now() < deadline.getTime() };
  const run: Run = async (ids, waiting) => {
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
  const range = { from: new Date(ctx.now.getTime() - LOOK_BACK), to: quietSince };
  for (const month of monthsBetween(range.from.toISOString(), range.to.toISOString())) {
    if (sweep.complete) await runForgotten(ctx, pendingOf(ctx, month, quietSince, range), run);
  }
  if (sweep.complete && (await isWalkDue(ctx))) {
    for (const month of await months())
      if (sweep.complete) await runForgotten(ctx, pendingOf(ctx, month, quietSince), run);
    if (sweep.complete) await noteWalk(ctx);
  }
  return sweep;
}

type Run = (
  ids: readonly string[],
  waiting?: ReadonlyMap<string, Waiting>,
) => Promise<{ going: boolean; progress: number; again: number }>;

async function runForgotten(ctx: Context, pages: AsyncIterable<string[]>, run: Run): Promise<void> {
  for await (const ids of pages) {
    for (let from = 0; from < ids.length; from += PER_ROUND) {
      const round = ids.slice(from, from + PER_ROUND);
      const waits = await Promise.all(round.map((id) => isWaiting(ctx, id)));
      const forgotten = round.filter((_, index) => !waits[index]);
      if (forgotten.length > 0 && !(await run(forgotten)).going) return;
    }
  }
}

async function hasBudget(ctx: Context, { monthlyBudgetUnits }: AnalysisSettings): Promise<boolean> {
  return monthlyBudgetUnits === undefined || (await usedUnits(ctx)) < monthlyBudgetUnits;
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

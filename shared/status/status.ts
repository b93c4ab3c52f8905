import { ANALYSIS_QUEUE } from '../analysis/lanes.ts';
import { Problem } from '../http/problem.ts';
import { type Backlog, backlogOf } from '../kernel/backlog.ts';
import type { Context } from '../kernel/context.ts';
import { type Lags, measureLags } from '../kernel/pulse.ts';
import { COUNTING_QUEUE, SEARCH_QUEUE } from '../kernel/queue-variable.ts';
import { lastReconcile } from '../metrics/last-reconcile.ts';
import { pendingAnalyses } from '../metrics/all-time.ts';
import type { Status } from './status.routes.ts';

/** How far each reader is behind, what waits for analysis and for search, and the last reconcile; takes up to `withinMs`. */
export async function status(ctx: Context, withinMs = 3_000): Promise<Status> {
  if (ctx.actor.ownOnly) throw new Problem('forbidden', 'Agents read their own numbers only.');
  const [lags, pending, texts, uncounted, unfound, reconcile] = await Promise.all([
    measureLags(withinMs),
    pendingAnalyses(ctx),
    backlogOf(ctx, ANALYSIS_QUEUE),
    backlogOf(ctx, COUNTING_QUEUE),
    backlogOf(ctx, SEARCH_QUEUE),
    lastReconcile(ctx),
  ]);
  return {
    asOf: new Date().toISOString(),
    readers: { changes: behind(lags.changes), analysis: behind(lags.analysis) },
    analysis: { pending, importsSince: texts.since?.toISOString() ?? null },
    counting: waitingIn(uncounted),
    search: waitingIn(unfound),
    lastReconcile: reconcile ?? null,
  };
}

const waitingIn = ({ records, since }: Backlog) => ({ waiting: records, importsSince: since?.toISOString() ?? null });

const behind = (lagMs: Lags[keyof Lags]) => ({ behindSeconds: lagMs === undefined ? null : lagMs / 1_000 });

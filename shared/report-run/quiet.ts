import type { Context } from '../kernel/context.ts';
import type { Run } from './run.schema.ts';
import { runs } from './run.store.ts';

/** A report that was due so many times in a row and had nothing to say is told to its owner. */
export const QUIET_TIMES = 8;

type Seen = Pick<Run, 'runId' | 'occurrenceId' | 'status' | 'reason' | 'trigger'>;

/** Nothing of what it is sent for had happened; other reasons for skipping a run say nothing about the report. */
const hadNothingToSay = ({ status, reason }: Seen): boolean =>
  status === 'skipped' && (reason === 'unchanged' || reason === 'no_records' || reason === 'no_verdict');
const isScheduled = ({ trigger }: Seen): boolean => trigger === 'schedule' || trigger === 'burst';
const isSent = ({ status }: Seen): boolean => status === 'done' || status === 'done_with_errors';

/** Whether a run is one after which a report is not silent any more. */
export const endsQuiet = (run: Seen): boolean => isScheduled(run) && isSent(run);

/**
 * Whether a run is of the eighth time in a row, and not of a later one, at which a report was due and had nothing to say. A time at
 * which each agent or team gets a copy is one: all copies have to have been skipped.
 */
export async function isQuiet(ctx: Context, run: Run): Promise<boolean> {
  if (!isScheduled(run) || !hadNothingToSay(run)) return false;
  const silent = new Map<string, boolean>([[run.occurrenceId ?? run.runId, true]]);
  for await (const steps of runs.by(ctx, 'ofReport', { reportId: run.reportId }, { from: undefined, size: 50 }))
    for (const { item } of steps) {
      if (!item || item.runId === run.runId || item.dueAt > run.dueAt || !isScheduled(item)) continue;
      if (!hadNothingToSay(item) && !isSent(item)) continue;
      const time = item.occurrenceId ?? item.runId;
      if (!silent.has(time) && (silent.size > QUIET_TIMES || ![...silent.values()].every(Boolean)))
        return countOf(silent) === QUIET_TIMES;
      silent.set(time, (silent.get(time) ?? true) && hadNothingToSay(item));
    }
  return countOf(silent) === QUIET_TIMES;
}

/** How many times were silent before the first, from the newest on, that was not. */
function countOf(silent: ReadonlyMap<string, boolean>): number {
  const [...all] = silent.values();
  const sent = all.indexOf(false);
  return sent < 0 ? all.length : sent;
}

import type { DueKind } from '../kernel/due.ts';
import { dueMessages } from '../kernel/due-records.ts';
import type { Stored } from '../kernel/store.ts';
import type { Run } from './run.schema.ts';
import { runs } from './run.store.ts';
import { call } from './step.ts';

/** Longer than a worker may run: where nothing was heard of it by then, another one is called. */
const SILENCE_MS = 10 * 60_000;

/** Runs for which a worker is to be called: those that wait, and those whose worker was lost. */
export const dueRuns: DueKind<Stored<Run>> = dueMessages(runs, {
  called: (ctx, run) => {
    // Whether its step has failed or its worker was lost: it must not be called for ever.
    const again = run.status === 'computing' || run.status === 'printing' ? 1 : 0;
    return { ...run, tries: run.tries + again, callAt: new Date(ctx.now.getTime() + SILENCE_MS).toISOString() };
  },
  send: (ctx, run) => call(ctx, run),
});

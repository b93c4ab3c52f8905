import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { handOn } from '../kernel/lanes.ts';
import { RENDER_QUEUE, SEND_QUEUE } from '../kernel/queue-variable.ts';
import type { Stored } from '../kernel/store.ts';
import type { Run } from './run.schema.ts';
import { runs } from './run.store.ts';

/** States in which a worker has something to do. */
export const open: readonly Run['status'][] = ['queued', 'computing', 'printing', 'sending'];

/**
 * Brings a run from the state in which it was seen into another; undefined where somebody else has done so before, or it is over.
 */
export async function move(
  ctx: Context,
  { runId, status }: Pick<Run, 'runId' | 'status'>,
  action: string,
  says: Partial<Run>,
): Promise<Stored<Run> | undefined> {
  let moved: Stored<Run> | undefined;
  const alter = (now: Stored<Run>): Stored<Run> | undefined => {
    moved = undefined;
    if (now.status !== status) return undefined;
    moved = { ...now, ...says };
    // What was asked for while it was under way is done once it is over.
    if (now.erase && !open.includes(moved.status)) moved.callAt = ctx.now.toISOString();
    return moved;
  };
  await change(ctx, runs, runId, action, alter, { silent: true });
  return moved;
}

/** Ends a run, as which event tells. */
export const end = (
  ctx: Context,
  run: Pick<Run, 'runId' | 'status'>,
  status: 'done' | 'done_with_errors' | 'skipped' | 'failed' | 'cancelled',
  says: Partial<Run> = {},
): Promise<Stored<Run> | undefined> => {
  const action = status === 'skipped' ? 'skip' : status === 'failed' ? 'fail' : 'finish';
  return move(ctx, run, action, { ...says, status, finishedAt: new Date().toISOString(), callAt: undefined });
};

/** Calls the worker that takes a run from the state in which it is. */
export const call = (ctx: Context, { runId, status }: Pick<Run, 'runId' | 'status'>): Promise<void> =>
  handOn(status === 'sending' ? SEND_QUEUE : RENDER_QUEUE, [
    { lane: 'new', companyId: ctx.companyId, handedOnAt: ctx.now.toISOString(), ids: [runId] },
  ]);

export const later = (ms: number): string => new Date(Date.now() + ms).toISOString();

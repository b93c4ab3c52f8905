import { dueRecords } from '../kernel/due-records.ts';
import { isThere } from '../kernel/store.ts';
import { initiatives } from './initiative.store.ts';
import { handOnWaiting, planVoices } from './loop-plan.ts';
import { isToPlan, later } from './loop-run.ts';
import type { LoopRun } from './loop.schema.ts';
import { loopRuns } from './loop.store.ts';

/** Longer than the schedule that does it may run. */
const LEASE_MS = 3 * 60_000;
const SOON_MS = 1_000;

const isCompleted = (before: LoopRun, after: LoopRun): boolean =>
  after.completedAt !== undefined && after.completedAt !== before.completedAt;

/**
 * What is due with the mails of a stage: once its time to be called off is over, each voice gets its mail; what waits is
 * handed to the senders, and looked at again until nothing is open.
 */
export const dueLoops = dueRecords(loopRuns, {
  leaseMs: LEASE_MS,
  action: (before, after) => (isCompleted(before, after) ? 'complete' : 'plan'),
  async act(ctx, run): Promise<Partial<LoopRun>> {
    const seen = run.wanted;
    const now = ctx.now.toISOString();
    const held = isToPlan(run) && run.heldUntil !== undefined && run.heldUntil > now ? run.heldUntil : undefined;
    let planned: Partial<LoopRun> = {};
    if (isToPlan(run) && held === undefined) {
      const isGone = !isThere(ctx, await initiatives.find(ctx, run.initiativeId));
      const progress = isGone ? undefined : await planVoices(ctx, run);
      if (progress) return { seen, progress, dueAt: later(ctx.now, SOON_MS) };
      planned = { plannedFor: run.stageAt, progress: undefined };
    }
    const { open, next, outcome } = await handOnWaiting(ctx, run);
    const dueAt = [held, next].filter((time) => time !== undefined).toSorted()[0];
    return { ...planned, seen, dueAt, outcome, ...(open === 0 && held === undefined && { completedAt: now }) };
  },
});

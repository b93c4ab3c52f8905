import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../http/problem.ts';
import { change, type Draft, writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { Initiative } from './initiative.schema.ts';
import type { LoopRun, LoopStage } from './loop.schema.ts';
import { loopRuns, MAIL_SHARDS, mailPartition, runIdOf } from './loop.store.ts';

const MINUTE = 60_000;
/** A run is woken so much later that it has ended by then what it is doing now. */
const WAKE_MS = MINUTE;

/** The mail that a status is told with. */
export const stageOf: Partial<Record<Initiative['status'], LoopStage>> = {
  in_progress: 'update',
  shipped: 'resolution',
  wont_do: 'declined',
};

export const later = (at: Date, ms: number): string => new Date(at.getTime() + ms).toISOString();

/** Whether people are still to be told of the run's change of status, and their mails are not all made. */
export const isToPlan = ({ stageAt, plannedFor, cancelledFor }: Draft<LoopRun>): boolean =>
  stageAt !== undefined && plannedFor !== stageAt && cancelledFor !== stageAt;

/** Whether it can still be called off: nobody has begun to make its mails. */
const isHeld = (run: Stored<LoopRun>): boolean =>
  isToPlan(run) && run.progress?.for !== run.stageAt && run.claimedUntil === undefined;

/** A run that is looked at from some time on, or earlier where that was wanted before. */
export function woken(ctx: Context, run: Draft<LoopRun>, at: string): Pick<LoopRun, 'wanted' | 'wantedAt'> {
  const soonest = later(ctx.now, WAKE_MS);
  const wished = at > soonest ? at : soonest;
  const pending = run.wanted > run.seen ? run.wantedAt : undefined;
  return {
    wanted: run.wanted + 1,
    wantedAt: pending !== undefined && pending < wished && pending > ctx.now.toISOString() ? pending : wished,
  };
}

/** A run that has nothing to do. */
export const idle = (initiativeId: Id<'initiative'>, stage: LoopStage): Draft<LoopRun> => ({
  runId: runIdOf({ initiativeId, stage }),
  initiativeId,
  stage,
  wanted: 0,
  seen: 0,
});

/**
 * What a change of status does to the mails, as writes of its transaction: those of the status that is left are called
 * off where nobody has begun to make them, those of the new one are held for some minutes.
 */
export async function followStatus(
  ctx: Context,
  before: Initiative,
  after: Initiative,
  { notify, holdMinutes }: { notify: boolean; holdMinutes: number },
): Promise<{ writes: TransactItem[]; at?: string; stage?: LoopStage }> {
  const { initiativeId, decidedAt } = after;
  const [left, stage] = [stageOf[before.status], stageOf[after.status]];
  const writes: TransactItem[] = [];
  const was = left && (await loopRuns.find(ctx, runIdOf({ initiativeId, stage: left })));
  if (was && isHeld(was))
    writes.push(...writesOf(ctx, loopRuns, was, { ...was, cancelledFor: was.stageAt }, { action: 'cancel' }).writes);
  if (!notify || !stage || decidedAt === undefined) return { writes };
  const row = await loopRuns.find(ctx, runIdOf({ initiativeId, stage }));
  const run = row ?? idle(initiativeId, stage);
  const at = later(ctx.now, holdMinutes * MINUTE);
  const held = { ...run, stageAt: decidedAt, heldUntil: at, ...woken(ctx, run, at) };
  writes.push(...writesOf(ctx, loopRuns, row, held, { action: 'hold' }).writes);
  return { writes, at, stage };
}

/** Calls off the mails of a stage; 409 once anybody has begun to make them, 404 where there are none to come. */
export async function cancel(
  ctx: Context,
  { initiativeId, body: { stage } }: { initiativeId: Id<'initiative'>; body: { stage: LoopStage } },
): Promise<{ stage: LoopStage; cancelledAt: string }> {
  // What the caller is answered is less than the record.
  const own = { ...ctx, idempotency: undefined };
  const run = await change(own, loopRuns, runIdOf({ initiativeId, stage }), 'cancel', (before) => {
    if (before.stageAt !== undefined && before.cancelledFor === before.stageAt) return undefined;
    if (!isHeld(before)) throw new Problem('conflict', 'Mails of this stage are being made, or have been.');
    return { ...before, cancelledFor: before.stageAt };
  });
  return { stage, cancelledAt: run.updatedAt };
}

/** How many people a stage has mails for. */
export async function mailsOf(ctx: Context, initiativeId: Id<'initiative'>, stage: LoopStage): Promise<number> {
  const counts = Array.from({ length: MAIL_SHARDS }, async (_, shard) => {
    let count = 0;
    let from: Record<string, unknown> | undefined;
    do {
      const pk = `${companyPrefix(ctx.companyId)}${mailPartition({ initiativeId, stage }, shard)}`;
      const page = await ctx.db.send(
        new QueryCommand({
          TableName: tableName(),
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          Select: 'COUNT',
          ExclusiveStartKey: from,
        }),
      );
      count += page.Count ?? 0;
      from = page.LastEvaluatedKey;
    } while (from);
    return count;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

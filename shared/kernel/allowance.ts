import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../http/problem.ts';
import type { Context } from './context.ts';
import { retryOnConflict } from './retry.ts';
import { tableName } from './table.ts';
import { commit, unlessChanged } from './write.ts';

/** A rate, and since when it is this one, in milliseconds. */
export type Rate = { perSecond: number; since: number };

export type Allowance = {
  /** The rate from now on, by what it was for the turns before; undefined where there were none for an hour. */
  rate: (before: Rate | undefined, now: number) => Rate;
  /** So many milliseconds ahead of that rate a caller may be, and is let in all the same. */
  aheadMs: number;
  /** Nobody waits longer than this for the next turn, however slow the rate. */
  longestMs: number;
};

/** How long a row that nobody uses is kept, in seconds. */
const KEPT_S = 3_600;

/**
 * Takes turns of a rate that is counted in one row: the row says until when the turns taken so far last. Throws 429
 * with `Retry-After`, and takes nothing, while that is more than `aheadMs` away. Whoever is let in may take more turns
 * than are left and pays by waiting before the next, so a large request passes at any rate.
 */
export async function takeTurns(
  ctx: Context,
  key: { pk: string; sk: string },
  turns: number,
  { rate, aheadMs, longestMs }: Allowance,
): Promise<void> {
  // Names this call's write: when its reply gets lost, the retry of the SDK meets that write as a conflict.
  const call = randomUUID();
  await retryOnConflict(ctx, async () => {
    const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }));
    if (Item?.['call'] === call) return;
    const now = ctx.now.getTime();
    const until = Math.max(now, Number(Item?.['until'] ?? 0));
    const waitMs = until - now - aheadMs;
    if (waitMs > 0) throw tooMany(waitMs);
    const { perSecond, since } = rate(rateOf(Item, now), now);
    const next = Math.min(until + (turns * 1_000) / perSecond, now + aheadMs + longestMs);
    const version = Number(Item?.['version'] ?? 0);
    const expiresAt = Math.ceil(next / 1_000) + KEPT_S;
    const row = { ...key, call, until: next, perSecond, since, version: version + 1, expiresAt };
    await commit(ctx, [{ Put: { TableName: tableName(), Item: row, ...unlessChanged(version) } }]);
  });
}

/** Time to live removes a row some time after it has expired. */
function rateOf(row: Record<string, unknown> | undefined, now: number): Rate | undefined {
  const { perSecond, since, expiresAt } = row ?? {};
  if (perSecond === undefined || Number(expiresAt) * 1_000 <= now) return undefined;
  return { perSecond: Number(perSecond), since: Number(since) };
}

/** 429 that says when to come again. */
export const tooMany = (waitMs: number, detail?: string): Problem =>
  new Problem('too-many-requests', detail, { headers: { 'retry-after': String(Math.ceil(waitMs / 1_000)) } });

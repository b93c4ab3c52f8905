import { takeTurns } from '../kernel/allowance.ts';
import type { Context } from '../kernel/context.ts';
import { type Lags, readLags } from '../kernel/pulse.ts';
import { companyPrefix } from '../kernel/table.ts';

/** Records a second of one company in bulk: a record costs about 5 write units with all that follows, and a partition takes 1 000. */
const PER_SECOND = 200;
/** Two bulks of 500 at once are let in; then one every 2.5 seconds. */
const AHEAD_MS = 2_500;
const LONGEST_MS = 60_000;

/** Readers that are further behind than this make bulk intake slower: others must see their numbers within 5 seconds. */
const NORMAL_LAG_MS = 3_000;
const ASK_EVERY_MS = 1_000;

/** Takes the readers' lag at most once a second and process. */
let asked: { at: number; lags: Promise<Lags> } | undefined;

function currentLags(now: Date): Promise<Lags> {
  if (asked && Math.abs(now.getTime() - asked.at) < ASK_EVERY_MS) return asked.lags;
  const lags = readLags(now);
  asked = { at: now.getTime(), lags };
  lags.catch(() => (asked = undefined));
  return lags;
}

/**
 * Share of the usual rate that is let in while the readers are so far behind: all of it up to 3 seconds, a quarter at
 * 6, a hundredth at 30. It falls with the square, so that the lag settles near where it starts to fall.
 */
export function shareAt(lagMs: number): number {
  return lagMs <= NORMAL_LAG_MS ? 1 : (NORMAL_LAG_MS / lagMs) ** 2;
}

/**
 * Lets a bulk of so many items in, or throws 429 with `Retry-After` before anything is stored: a company has a rate,
 * and all companies a lower one while the stream readers are behind.
 */
export async function admitBulk(ctx: Context, items: number): Promise<void> {
  const lags = Object.values(await currentLags(ctx.now)).map((lag) => lag ?? 0);
  await takeTurns(ctx, { pk: `${companyPrefix(ctx.companyId)}bulk`, sk: 'allowance' }, items, {
    perSecond: PER_SECOND * shareAt(Math.max(...lags)),
    aheadMs: AHEAD_MS,
    longestMs: LONGEST_MS,
  });
}

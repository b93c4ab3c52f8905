import { type Rate, takeTurns } from '../kernel/allowance.ts';
import type { Context } from '../kernel/context.ts';
import { type Lags, readLags } from '../kernel/pulse.ts';
import { companyPrefix } from '../kernel/table.ts';

/** Records a second of one company in bulk, at most: a record costs some 16 write units with all that follows. */
const MOST_PER_SECOND = 200;
/** What a company begins with. What the table and its readers carry is found out from there. */
const FIRST_PER_SECOND = 50;
/** An import is never slower than this, whatever holds the readers up; a bulk of 100 then keeps the next one waiting for 20 seconds. */
const LEAST_PER_SECOND = 5;

/** Others must see their numbers within 5 seconds: a lag above this one lowers the rate, one below the other raises it. */
const TOO_FAR_MS = 2_000;
const NEAR_MS = 1_500;
const FALL = 0.7;
/** Records a second, for each second of the last five at most: what went well longer ago says little of now. */
const GROWTH = 2;
const GROWS_FOR_MS = 5_000;
/** A lower rate shows when the readers have come to it: so long it is not lowered again. */
const PATIENCE_MS = 2_000;

const AHEAD_MS = 2_500;
const LONGEST_MS = 60_000;
const ASK_EVERY_MS = 500;

/** Takes the readers' lag at most twice a second and process. */
let asked: { at: number; lags: Promise<Lags> } | undefined;

function currentLags(now: Date): Promise<Lags> {
  if (asked && Math.abs(now.getTime() - asked.at) < ASK_EVERY_MS) return asked.lags;
  const lags = readLags(now);
  asked = { at: now.getTime(), lags };
  lags.catch(() => (asked = undefined));
  return lags;
}

/**
 * The rate at which a company may send in bulk from now on: less than it was where the readers are too far behind, a
 * little more where they are not (additive increase, multiplicative decrease, as of TCP; Chiu and Jain 1989). So it
 * settles just below what table and readers carry, which nobody has to know, and companies that import at the same
 * time come to share it. `now` in milliseconds.
 */
export function nextRate(before: Rate | undefined, lagMs: number, now: number): Rate {
  if (before === undefined) return { perSecond: FIRST_PER_SECOND, since: now };
  const { perSecond, since } = before;
  const agoMs = now - since;
  if (lagMs > TOO_FAR_MS && agoMs >= PATIENCE_MS) {
    return { perSecond: Math.max(LEAST_PER_SECOND, perSecond * FALL), since: now };
  }
  if (lagMs < NEAR_MS && agoMs >= 1_000) {
    const more = (GROWTH * Math.min(agoMs, GROWS_FOR_MS)) / 1_000;
    return { perSecond: Math.min(MOST_PER_SECOND, perSecond + more), since: now };
  }
  return before;
}

/**
 * Lets a bulk of so many items in, or throws 429 with `Retry-After` before anything is stored: each company has a rate,
 * which falls while the stream readers are behind, and rises while they are not.
 */
export async function admitBulk(ctx: Context, items: number): Promise<void> {
  const lags = Object.values(await currentLags(ctx.now)).map((lag) => lag ?? 0);
  const lagMs = Math.max(...lags);
  await takeTurns(ctx, { pk: `${companyPrefix(ctx.companyId)}bulk`, sk: 'allowance' }, items, {
    rate: (before, now) => nextRate(before, lagMs, now),
    aheadMs: AHEAD_MS,
    longestMs: LONGEST_MS,
  });
}

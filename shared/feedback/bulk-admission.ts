import { type Rate, takeTurns } from '../kernel/allowance.ts';
import type { Context } from '../kernel/context.ts';
import { currentLag, type LagRate, nextRate as next } from '../kernel/lag-rate.ts';
import { backlogOf } from '../kernel/backlog.ts';
import { COUNTING_QUEUE, SEARCH_QUEUE } from '../kernel/queue-variable.ts';
import { companyPrefix } from '../kernel/table.ts';

/** Records a second of one company in bulk, at most: a record costs some 16 write units with all that follows. */
const MOST_PER_SECOND = 200;
/** What a company begins with. What the table and its readers carry is found out from there. */
const FIRST_PER_SECOND = 50;
/** An import is never slower than this, whatever holds the readers up; a bulk of 100 then keeps the next one waiting for 20 seconds. */
const LEAST_PER_SECOND = 5;

/** Others must see their numbers within 5 seconds. */
const limits: LagRate = {
  first: FIRST_PER_SECOND,
  most: MOST_PER_SECOND,
  least: LEAST_PER_SECOND,
  nearMs: 1_500,
  tooFarMs: 2_000,
};
const AHEAD_MS = 2_500;
const LONGEST_MS = 60_000;

/**
 * So many records of a company may wait to be counted, and for search. An import does not wait for that before: its own
 * numbers are late then, and everybody else's in time.
 */
const MOST_UNCOUNTED = 20_000;
const MOST_UNFOUND = 50_000;

/** The rate at which a company may send in bulk from now on; `now` in milliseconds. */
export const nextRate = (before: Rate | undefined, lagMs: number, now: number): Rate =>
  next(limits, before, lagMs, now);

/**
 * Lets a bulk of so many items in, or throws 429 with `Retry-After` before anything is stored: each company has a rate,
 * which falls while the stream readers are behind, or very much of the company waits to be counted or found, and rises while not.
 */
export async function admitBulk(ctx: Context, items: number): Promise<void> {
  const [lagMs, uncounted, unfound] = await Promise.all([
    currentLag(ctx.now),
    backlogOf(ctx, COUNTING_QUEUE),
    backlogOf(ctx, SEARCH_QUEUE),
  ]);
  const tooMuch = uncounted.records > MOST_UNCOUNTED || unfound.records > MOST_UNFOUND;
  await takeTurns(ctx, { pk: `${companyPrefix(ctx.companyId)}bulk`, sk: 'allowance' }, items, {
    rate: (before, now) => nextRate(before, tooMuch ? Infinity : lagMs, now),
    aheadMs: AHEAD_MS,
    longestMs: LONGEST_MS,
  });
}

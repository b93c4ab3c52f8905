import { addDays, localDay } from '../kernel/calendar.ts';
import { create } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { countingSettings } from '../metrics/counting-settings.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { ConditionFailed } from '../kernel/write.ts';
import { Problem } from '../http/problem.ts';
import { monthlyOf, type Work } from './monthly.ts';
import { type Days, daysOf, periodOf } from './period.ts';
import { quarterlyOf } from './quarterly.ts';
import type { Tally } from './requests.ts';
import type { Review, ReviewKind } from './review.schema.ts';
import { reviewIdOf, reviews } from './review.store.ts';
import { weeklyOf } from './weekly.ts';

export type Which = { kind: ReviewKind; period: string };
export type Made = { review: Stored<Review> } | { next: Tally };

/** The review of a period, where it has been made. */
export async function made(ctx: Context, { kind, period }: Which): Promise<Stored<Review> | undefined> {
  const found = await reviews.find(ctx, reviewIdOf(kind, period));
  return isThere(ctx, found) ? found : undefined;
}

/** The days of a period that has ended; 409 for one that has not. */
export async function endedDays(ctx: Context, { kind, period }: Which): Promise<Days & { timeZone: string }> {
  const { timeZone, dayBoundary } = await countingSettings(ctx);
  const days = daysOf(kind, period);
  if (!days) throw new Problem('not-found', 'There is no such period.');
  if (localDay(ctx.now, timeZone, dayBoundary) <= days.to)
    throw new Problem('conflict', `The period has not ended: its last day is ${days.to}.`);
  return { ...days, timeZone };
}

/**
 * Makes the review of a period that has ended, or finds the one that is there: of two who make it at the same time, one
 * does, and both get that one. Where the work is over before it is done, says how far it has come.
 */
export async function make(ctx: Context, which: Which, work: Work): Promise<Made> {
  const before = await made(ctx, which);
  if (before) return { review: before };
  const days = await endedDays(ctx, which);
  const says = await found(ctx, which.kind, days, work);
  if ('next' in says) return says;
  const draft = {
    reviewId: reviewIdOf(which.kind, which.period),
    ...which,
    ...days,
    asOf: ctx.now.toISOString(),
    ...says,
  };
  try {
    // What the caller is answered is another thing than the record.
    await create({ ...ctx, idempotency: undefined }, reviews, draft, { action: 'run' });
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
  const stored = await made(ctx, which);
  if (!stored) throw new Error('a review that was made is not there');
  return { review: stored };
}

async function found(
  ctx: Context,
  kind: ReviewKind,
  days: Days,
  work: Work,
): Promise<Pick<Review, 'weekly' | 'monthly' | 'quarterly' | 'digest'> | { next: Tally }> {
  if (kind === 'monthly') return monthlyOf(ctx, days, work);
  if (kind === 'quarterly') return { quarterly: await quarterlyOf(ctx) };
  const last = { kind, period: periodOf(kind, addDays(days.from, -1)) };
  const weekly = await weeklyOf(ctx, days, await made(ctx, last));
  const state = weekly.waiting > 0 ? ('due' as const) : ('nothing_waits' as const);
  return { weekly, digest: { state, at: ctx.now.toISOString() } };
}

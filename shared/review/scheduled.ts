import { localDay } from '../kernel/calendar.ts';
import { type Context, isLate } from '../kernel/context.ts';
import { countingSettings } from '../metrics/counting-settings.ts';
import { type RenderReview, tellDigest } from './digest.ts';
import { make, made } from './making.ts';
import { dueAt, lastEnded } from './period.ts';
import type { ReviewSettings } from './review-settings.schema.ts';
import { readReviewSettings } from './review-settings.ts';
import { type Review, type ReviewKind, reviewKinds } from './review.schema.ts';

const DAY_MS = 86_400_000;
/** So long after it was due a review is still made by itself: what was missed longer is made by hand. */
const GRACE_DAYS: Record<ReviewKind, number> = { weekly: 2, monthly: 7, quarterly: 7 };

/** When a kind is due, as days behind its period and a time of day. */
const whenOf = (settings: ReviewSettings, kind: ReviewKind) =>
  kind === 'weekly'
    ? { day: settings.weekly.weekday, at: settings.weekly.at }
    : { day: settings[kind].day, at: settings[kind].at };

/**
 * Makes what reviews of a company are due and not there, and tells of the week. Repeatable: a period has one review, and
 * a person one mail of it. Throws where the time was not enough for one, so that it is tried again.
 */
export async function makeDue(ctx: Context, render: RenderReview): Promise<{ made: number; mails: number }> {
  const [settings, { timeZone, dayBoundary }] = await Promise.all([readReviewSettings(ctx), countingSettings(ctx)]);
  const today = localDay(ctx.now, timeZone, dayBoundary);
  const done = { made: 0, mails: 0 };
  for (const kind of reviewKinds) {
    if (!settings[kind].enabled) continue;
    const { period, days } = lastEnded(kind, today);
    const due = dueAt(days, whenOf(settings, kind), timeZone).getTime();
    const late = ctx.now.getTime() - due;
    if (late < 0 || late > GRACE_DAYS[kind] * DAY_MS) continue;
    const review = await reviewOf(ctx, kind, period, done);
    if (kind === 'weekly') done.mails += await tellDigest(ctx, review, settings, render);
  }
  return done;
}

async function reviewOf(ctx: Context, kind: ReviewKind, period: string, done: { made: number }): Promise<Review> {
  const before = await made(ctx, { kind, period });
  if (before) return before;
  const one = await make(ctx, { kind, period }, { isOver: () => isLate(ctx) });
  if ('next' in one) throw new Error(`the ${kind} review takes longer than a run of the schedule`);
  done.made++;
  return one.review;
}

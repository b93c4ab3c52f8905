import { excerptOf } from '../analysis/excerpt.ts';
import { getMany } from '../feedback/feedback.ts';
import { equal, listOf } from '../http/list.ts';
import { visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Review, ReviewEntry, ReviewFilter } from './review.schema.ts';
import { reviews } from './review.store.ts';

const QUOTE = 200;

/** Reviews by kind, the newest of a kind first, without what they found. */
export const list = listOf<ReviewFilter, Review, ReviewEntry>(
  'reviews',
  { kind: equal('kind') },
  (ctx, _, from) => reviews.all(ctx, from),
  ({ weekly: _weekly, monthly: _monthly, quarterly: _quarterly, ...entry }) => entry,
);

/** One review as it was made, with what was said last in words that are still there; 404 where there is none. */
export async function get(ctx: Context, { reviewId }: { reviewId: string }): Promise<Review> {
  const review = reviews.publicOf(await visible(ctx, reviews, reviewId));
  const { quarterly } = review;
  if (!quarterly) return review;
  const ids = quarterly.items.flatMap(({ lastSaid }) => lastSaid ?? []);
  const quotes = new Map((await getMany(ctx, ids)).map((one) => [one.feedbackId as string, excerptOf(one, QUOTE)]));
  const items = quarterly.items.map((item) => {
    const quote = item.lastSaid && quotes.get(item.lastSaid);
    return quote === undefined ? item : { ...item, quote };
  });
  return { ...review, quarterly: { ...quarterly, items } };
}

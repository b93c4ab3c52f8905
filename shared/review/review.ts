import { equal, listOf } from '../http/list.ts';
import { visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Review, ReviewEntry, ReviewFilter } from './review.schema.ts';
import { reviews } from './review.store.ts';

/** Reviews by kind, the newest of a kind first, without what they found. */
export const list = listOf<ReviewFilter, Review, ReviewEntry>(
  'reviews',
  { kind: equal('kind') },
  (ctx, _, from) => reviews.all(ctx, from),
  ({ weekly: _weekly, monthly: _monthly, ...entry }) => entry,
);

/** One review as it was made; 404 where there is none. */
export const get = async (ctx: Context, { reviewId }: { reviewId: string }): Promise<Review> =>
  reviews.publicOf(await visible(ctx, reviews, reviewId));

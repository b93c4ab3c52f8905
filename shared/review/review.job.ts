import * as z from 'zod';
import { defineJob, type Part } from '../job/define.ts';
import type { Job } from '../job/job.schema.ts';
import { start } from '../job/job.ts';
import type { Context } from '../kernel/context.ts';
import { endedDays, make } from './making.ts';
import { Tally } from './requests.ts';
import { type RunReview, ReviewKind } from './review.schema.ts';
import { reviewIdOf } from './review.store.ts';

/** So long a part works. */
const PART_MS = 5_000;

const Input = z.object({ kind: ReviewKind, period: z.string() });

/**
 * Starts to make the review of a period. 409 where the period has not ended, or where somebody else makes it; one that is
 * there already is the job's result, and stays as it is.
 */
export async function runReview(ctx: Context, { body }: { body: RunReview }): Promise<Job> {
  await endedDays(ctx, body);
  return start(ctx, 'review', Input.parse(body), {
    permission: 'workflow:write',
    places: { of: `review#${reviewIdOf(body.kind, body.period)}`, most: 1 },
  });
}

/** Makes a review; a month with much feedback in several parts. */
export const reviewJob = defineJob({
  kind: 'review',
  input: Input,
  checkpoint: Tally,
  async part(ctx, _, which, begun): Promise<Part<z.output<typeof Tally>>> {
    const until = Date.now() + PART_MS;
    const made = await make(ctx, which, { begun, isOver: () => Date.now() >= until });
    return 'next' in made ? { next: made.next } : { done: 1, result: { reviewId: made.review.reviewId } };
  },
});

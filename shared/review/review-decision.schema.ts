import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { record } from '../fields/record.schema.ts';
import { prose } from '../fields/text.schema.ts';
import { checkedSingly, ItemProblem } from '../http/items.schema.ts';
import { InitiativeId } from '../initiative/initiative.schema.ts';
import { ReviewId } from './review.schema.ts';

const Kept = z.enum(['keep', 'reopen']).meta({ description: '`reopen`: it is planned again.' });
const until = z.iso.date().meta({ example: '2027-06-30' });

/** What was last decided in a review of something that will not be done. */
export const ReviewDecision = record('ReviewDecision', {
  decisionId: z.string(),
  reviewId: ReviewId,
  initiativeId: InitiativeId.optional(),
  feedbackId: FeedbackId.optional(),
  decision: Kept,
  reason: prose(1_000).optional(),
  until: until.optional(),
  voices: z.int().min(0).meta({ description: 'How many people had asked for it by then.' }),
});
export type ReviewDecision = z.output<typeof ReviewDecision>;

type Given = {
  initiativeId?: unknown;
  feedbackId?: unknown;
  decision: string;
  reason?: string | undefined;
  until?: unknown;
};
/** One of several decisions about what a quarterly review lists. */
export const DecideOne = z
  .strictObject({
    initiativeId: InitiativeId.optional(),
    feedbackId: FeedbackId.optional(),
    decision: Kept,
    reason: prose(1_000).optional(),
    until: until.optional().meta({ description: 'So long nothing is said of what is kept, unless its voices double.' }),
  })
  .refine(({ initiativeId, feedbackId }: Given) => (initiativeId === undefined) !== (feedbackId === undefined), {
    path: ['initiativeId'],
    error: 'or `feedbackId` must be given, and not both',
  })
  .refine(({ decision, reason }: Given) => decision !== 'keep' || (reason ?? '').trim() !== '', {
    path: ['reason'],
    error: 'must be given for what is kept',
  })
  .refine((given: Given) => (given.decision === 'keep') === (given.until !== undefined), {
    path: ['until'],
    error: 'must be given for what is kept, and for nothing else',
  });

export const DecideReview = z
  .strictObject({ items: z.array(checkedSingly(DecideOne)).min(1).max(200) })
  .meta({ id: 'DecideReview' });
export type DecideReview = z.output<typeof DecideReview>;

export const ReviewResults = z.object({
  results: z.array(
    z
      .object({ index: z.int().min(0), status: z.int().meta({ example: 200 }), problem: ItemProblem.optional() })
      .meta({ id: 'ReviewResult' }),
  ),
});

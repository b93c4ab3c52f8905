import type { Context } from '../kernel/context.ts';
import { defineStore, isThere } from '../kernel/store.ts';
import { ReviewDecision } from './review-decision.schema.ts';

export const reviewDecisions = defineStore('reviewDecision', ReviewDecision, {
  id: 'decisionId',
  key: { pk: () => 'revd', sk: ({ decisionId }) => decisionId },
  indexes: {},
});

/** Ids of events begin with those of records, and the one of the subject is taken by its own. */
export const decisionIdOf = (subject: string): string => `review:${subject}`;

/** What was last decided about a subject. */
export async function decisionOn(ctx: Context, subject: string): Promise<ReviewDecision | undefined> {
  const found = await reviewDecisions.find(ctx, decisionIdOf(subject));
  return isThere(ctx, found) ? found : undefined;
}

import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import { factsOf } from '../feedback/feedback.facts.ts';
import type { Feedback, StoredFeedback } from '../feedback/feedback.schema.ts';
import { getMany } from '../feedback/feedback.ts';
import type { Context } from '../kernel/context.ts';
import type { Texts } from './filter.ts';
import { textsForRules } from './texts.ts';

export type Looked = { record: Feedback; texts: Texts };

/** The record that an event is about as it is now, and its texts as rules may search them; undefined once it is deleted. */
export async function recordNow(
  ctx: Context,
  { feedbackId }: Pick<FeedbackEvent, 'feedbackId'>,
): Promise<Looked | undefined> {
  const [record] = await getMany(ctx, [feedbackId]);
  return record && { record, texts: await textsForRules(ctx, record) };
}

/** The same event as if the record had been as it is now: what a later one has taken back holds no more. */
export function asItIs(event: FeedbackEvent, record: Feedback) {
  const { partial: _, ...rest } = event;
  const { analysis } = record;
  const isEarly = analysis?.status === 'pending' && analysis.early !== undefined;
  const known = { customerKey: event.customerKey } as Partial<StoredFeedback>;
  return { ...rest, ...factsOf({ ...known, ...record } as StoredFeedback), ...(isEarly && { partial: true as const }) };
}

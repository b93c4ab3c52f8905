import type { Feedback } from '../../feedback/feedback.schema.ts';
import { draftOf, createItem, itemOf } from '../../feedback/feedback.store.ts';
import { given, stored } from '../../feedback/testing/given.ts';
import type { Id } from '../../kernel/id-kinds.ts';
import { commit } from '../../kernel/write.ts';
import { aContext } from '../../testing/context.ts';
import { analysed, received } from '../../feedback/testing/told.ts';
import type { FeedbackEvent } from '../../feedback/feedback.events.ts';
import type { SubmitFeedback } from '../../feedback/feedback.requests.schema.ts';
import type { Context } from '../../kernel/context.ts';
import { watch } from '../follow.ts';

const PRAISE = 'Patient, friendly and competent: the problem was solved in one call.';

const aPraise = (agentId: string): Partial<SubmitFeedback> => ({
  type: 'praise',
  subject: undefined,
  comments: PRAISE,
  scores: [{ metric: 'csat', value: 5, scaleMin: 1, scaleMax: 5 }],
  snapshot: { agentId, teamId: 'team-1' },
});

/** The same, written once: who copies all that was written has no record whose analysis is still to come. */
export async function givenAnalysedPraise(ctx: Context): Promise<void> {
  const elsewhere = aContext();
  const { feedbackId } = await given(elsewhere, aPraise('agent-7'));
  const draft = draftOf(await stored(elsewhere, feedbackId as Id<'feedback'>));
  const record = itemOf(ctx, { ...draft, analysis: { status: 'done', sentiment: 'positive' } });
  await commit(ctx, [createItem(record)]);
  for (const { type, detail } of await received(ctx, record.feedbackId as Id<'feedback'>))
    await watch(ctx, type, detail as FeedbackEvent);
}

/** A record that praises an agent, stored, analysed and seen by the praise wall. */
export async function givenSaidPraise(
  ctx: Context,
  { agentId = 'agent-7', found = {}, ...more }: Partial<SubmitFeedback> & { agentId?: string; found?: object } = {},
): Promise<Feedback> {
  const feedback = await given(ctx, {
    ...aPraise(agentId),
    ...more,
  });
  const { feedbackId } = feedback;
  const events = [
    ...(await received(ctx, feedbackId)),
    ...(await analysed(ctx, feedbackId, { sentiment: 'positive', emotions: [], ...found })),
  ];
  for (const { type, detail } of events) await watch(ctx, type, detail as FeedbackEvent);
  return feedback;
}

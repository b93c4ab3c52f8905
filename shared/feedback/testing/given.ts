import type { Context } from '../../kernel/context.ts';
import { aContext } from '../../testing/context.ts';
import type { SubmitFeedback } from '../feedback.requests.schema.ts';
import type { Feedback, StoredFeedback } from '../feedback.schema.ts';
import { fileText } from '../../kernel/search-text.ts';
import { feedbackText } from '../feedback.search.ts';
import { find } from '../feedback.store.ts';
import { submit } from '../feedback.submit.ts';
import type { Id } from '../../kernel/id-kinds.ts';

/** A complaint about a double charge, as a helpdesk sends it. */
export const aSubmission = (overrides: Partial<SubmitFeedback> = {}): SubmitFeedback => ({
  source: 'support_ticket',
  type: 'complaint',
  contact: { name: 'Ada Lovelace', email: 'ada@example.com' },
  ticketId: 'T-1',
  scores: [{ metric: 'csat', value: 2, scaleMin: 1, scaleMax: 5 }],
  subject: 'Charged twice',
  comments: 'I was charged twice this month and nobody answers.',
  category: 'billing',
  tags: ['invoice'],
  snapshot: {
    agentId: 'agent-7',
    teamId: 'team-1',
    channel: 'chat',
    resolutionMinutes: 42,
    firstContactResolved: true,
  },
  ...overrides,
});

/** A record that is in the table. */
export async function given(ctx: Context, overrides: Partial<SubmitFeedback> = {}): Promise<Feedback> {
  return (await submit(again(ctx), aSubmission(overrides))).feedback;
}

/** The same caller with another request: two requests never share an id. */
export const again = (ctx: Context): Context => ({
  ...ctx,
  requestId: aContext().requestId,
});

export async function stored(ctx: Context, feedbackId: Id<'feedback'>): Promise<StoredFeedback> {
  const record = await find(ctx, feedbackId);
  if (!record) throw new Error('no such record');
  return record;
}

/** Submits and indexes, as the search worker does a second later. */
export async function givenIndexed(ctx: Context, overrides: Partial<SubmitFeedback> = {}): Promise<Feedback> {
  const feedback = await given(ctx, overrides);
  await fileText(ctx, feedbackText, new Map([[feedback.feedbackId, new Set()]]));
  return feedback;
}

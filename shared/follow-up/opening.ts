import type { Urgency } from '../analysis/analysis.schema.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { get as getFeedback } from '../feedback/feedback.ts';
import { Problem } from '../http/problem.ts';
import { type Reply, reply } from '../http/reply.ts';
import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { assignedByRule, owned, type RuleAssignment } from './assign.ts';
import { type Clock, newCycle, noted } from './follow-up.life.ts';
import type { OpenFollowUp } from './follow-up.requests.schema.ts';
import { type FollowUp, isOpen } from './follow-up.schema.ts';
import { followUps } from './follow-up.store.ts';
import { clockOf, followUpIdOf, reopen } from './follow-up.ts';

type OfFeedback = { feedbackId: Id<'feedback'> };

/**
 * Opens the follow-up of a record: 201 for a new one, 200 for one that is open. A closed one is opened again.
 */
export async function open(
  ctx: Context,
  { feedbackId, body }: OfFeedback & { body: OpenFollowUp },
): Promise<Reply<FollowUp>> {
  const followUpId = followUpIdOf(feedbackId);
  const clock = await clockOf(ctx);
  const found = await followUps.find(ctx, followUpId);
  if (isThere(ctx, found) && !isOpen(found) && !found.leftOut)
    return reply(
      200,
      await reopen(ctx, { followUpId, body: { reason: body.note?.trim().slice(0, 500) || 'opened again' } }),
    );
  let isNew = true;
  const followUp = await set(ctx, followUps, followUpId, 'open', async (before) => {
    const feedback = await getFeedback(ctx, { feedbackId });
    isNew = before === undefined;
    if (feedback.excluded) throw new Problem('conflict', 'The record is left out of the numbers.');
    if (before) return before;
    const fresh = begun(ctx, clock, feedback, body.urgency ?? feedback.analysis?.urgency ?? 'normal');
    const withNote = body.note?.trim() ? noted(ctx, fresh, body.note) : fresh;
    return body.assign ? owned(ctx, withNote, body.assign) : withNote;
  });
  return reply(isNew ? 201 : 200, followUp);
}

/** How a rule opens: by whose hours, with which times, and to whom it gives it. */
export type OpeningRule = Pick<FollowUp, 'ruleId' | 'calendarId' | 'due'> & { assign: RuleAssignment };

/**
 * Opens the follow-up of a record by a rule. Where the record has one, open or closed, that stays as it is: however often
 * this is called, and by however many, there is one, and what people have closed no rule opens again.
 */
export async function openByRule(
  ctx: Context,
  feedback: Feedback,
  { urgency, rule }: { urgency: Urgency; rule: OpeningRule },
): Promise<void> {
  const { ruleId, calendarId, due, assign } = rule;
  const own = { ...(ruleId && { ruleId }), ...(calendarId && { calendarId }), ...(due && { due }) };
  const clock = await clockOf(ctx, own);
  const followUpId = followUpIdOf(feedback.feedbackId as Id<'feedback'>);
  await set(ctx, followUps, followUpId, 'open', async (before) => {
    if (before) return before;
    return (await assignedByRule(ctx, { ...begun(ctx, clock, feedback, urgency), ...own }, assign)) as Stored<FollowUp>;
  });
}

function begun(ctx: Context, clock: Clock, feedback: Feedback, urgency: Urgency): FollowUp {
  const { feedbackId, source, category, theme, snapshot, customerId, contact } = feedback;
  const cycle = newCycle(ctx, clock, 1, urgency);
  return {
    followUpId: followUpIdOf(feedbackId as Id<'feedback'>),
    feedbackId: feedbackId as Id<'feedback'>,
    about: {
      source,
      ...(category && { category }),
      ...(theme && { theme }),
      ...(snapshot?.tier && { tier: snapshot.tier }),
    },
    contactable: customerId !== undefined || contact?.email !== undefined || contact?.phone !== undefined,
    requestedByCustomer: false,
    urgency,
    status: 'pending',
    dueAt: cycle.dueAt,
    cycles: [cycle],
    contacts: [],
    notes: [],
    reopenCount: 0,
  } as unknown as FollowUp;
}

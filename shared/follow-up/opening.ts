import type { Urgency } from '../analysis/analysis.schema.ts';
import type { PreferredChannel } from '../feedback/feedback.parts.schema.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { get as getFeedback } from '../feedback/feedback.ts';
import { Problem } from '../http/problem.ts';
import { type Reply, reply } from '../http/reply.ts';
import { change, set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { assignedByRule, openedAgain, owned, type RuleAssignment } from './assign.ts';
import { atLeast, type Clock, newCycle, noted, retimed, withUrgency } from './follow-up.life.ts';
import type { OpenFollowUp } from './follow-up.requests.schema.ts';
import { type FollowUp, isOpen, MOST_CYCLES } from './follow-up.schema.ts';
import { followUps } from './follow-up.store.ts';
import { type Turns, turnsFor } from './turns.ts';
import { clockOf, followUpIdOf, reopen, toldAs } from './follow-up.ts';

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
  const turns = turnsFor(ctx);
  const followUp = await set(ctx, followUps, followUpId, 'open', async (before) => {
    const feedback = await getFeedback(ctx, { feedbackId });
    isNew = before === undefined;
    if (feedback.excluded) throw new Problem('conflict', 'The record is left out of the numbers.');
    if (before) return before;
    // What the same request is answered when it is repeated.
    if (ctx.idempotency) ctx.idempotency.status = 201;
    const fresh = begun(ctx, clock, feedback, body.urgency ?? feedback.analysis?.urgency ?? 'normal');
    const withNote = body.note?.trim() ? noted(ctx, fresh, body.note) : fresh;
    return body.assign ? owned(ctx, withNote, body.assign, turns) : withNote;
  });
  return reply(isNew ? 201 : 200, followUp);
}

/** How a rule opens: by whose hours, with which times, to whom it gives it, and whether the customer is asked again. */
export type OpeningRule = Pick<FollowUp, 'ruleId' | 'calendarId' | 'due' | 'resurvey'> & { assign: RuleAssignment };
type RuleOpening = { urgency: Urgency; rule?: OpeningRule | undefined };

/**
 * Opens the follow-up of a record by a rule. Where the record has one, open or closed, that stays as it is: however often
 * this is called, and by however many, there is one, and what people have closed no rule opens again.
 */
export const openByRule = (ctx: Context, feedback: Feedback, how: RuleOpening): Promise<void> =>
  openNew(ctx, feedback, how, {});

/** What a rule leaves on a follow-up. */
const marksOf = ({ ruleId, calendarId, due, resurvey }: Partial<OpeningRule> = {}) => ({
  ...(ruleId && { ruleId }),
  ...(calendarId && { calendarId }),
  ...(due && { due }),
  ...(resurvey && { resurvey }),
});

async function openNew(
  ctx: Context,
  feedback: Feedback,
  { urgency, rule }: RuleOpening,
  more: Partial<FollowUp>,
): Promise<void> {
  const marks = { ...marksOf(rule), ...more };
  const clock = await clockOf(ctx, marks);
  const turns = turnsFor(ctx);
  await set(ctx, followUps, followUpIdOf(feedback.feedbackId), 'open', async (before) => {
    if (before) return before;
    const fresh = { ...begun(ctx, clock, feedback, urgency), ...marks };
    return (rule ? await assignedByRule(ctx, fresh, rule.assign, turns) : fresh) as Stored<FollowUp>;
  });
}

/**
 * Opens the follow-up of a record whose customer asked to be contacted, at once, and by the rule that holds, if one does.
 * One that is there is theirs from now on, and opened again where it is closed; a wish that was heard does so no more.
 * `urgency` is the least that it has. As long as nobody has changed what was opened so, a rule that holds only later still
 * says who gets it and by when, and the urgency still rises.
 */
export async function openAsAsked(
  ctx: Context,
  { feedback, channel, ...how }: { feedback: Feedback; channel: PreferredChannel } & RuleOpening,
): Promise<void> {
  const followUpId = followUpIdOf(feedback.feedbackId);
  const asked = { requestedByCustomer: true, preferredChannel: channel };
  if (!isThere(ctx, await followUps.find(ctx, followUpId))) await openNew(ctx, feedback, how, asked);
  const turns = turnsFor(ctx);
  await change(ctx, followUps, followUpId, toldAs, async (before) => {
    if (before.leftOut) return before;
    const after = before.requestedByCustomer
      ? await improved(ctx, before, how, turns)
      : await heard(ctx, before, how.urgency, turns);
    return { ...after, ...asked } as Stored<FollowUp>;
  });
}

/** What was there when the customer began to ask. */
async function heard(ctx: Context, before: FollowUp, urgency: Urgency, turns: Turns): Promise<FollowUp> {
  const clock = await clockOf(ctx, before);
  // One that is full stays closed, and is found as asked for.
  if (!isOpen(before) && before.cycles.length >= MOST_CYCLES) return before;
  const reason = 'The customer asked to be contacted.';
  const open = isOpen(before) ? before : await openedAgain(ctx, before, { clock, turns, reason });
  return withUrgency(open, clock, atLeast(open.urgency, urgency));
}

/** What was opened for the customer, as long as nobody has changed it. */
async function improved(
  ctx: Context,
  before: FollowUp,
  { urgency, rule }: RuleOpening,
  turns: Turns,
): Promise<FollowUp> {
  if (before.version > 1 || !isOpen(before)) return before;
  const most = atLeast(before.urgency, urgency);
  if (!rule || before.ruleId !== undefined) return withUrgency(before, await clockOf(ctx, before), most);
  const marked = { ...before, ...marksOf(rule) };
  return assignedByRule(ctx, retimed(marked, await clockOf(ctx, marked), most), rule.assign, turns);
}

function begun(ctx: Context, clock: Clock, feedback: Feedback, urgency: Urgency): FollowUp {
  const { feedbackId, source, category, theme, snapshot, customerId, contact } = feedback;
  const cycle = newCycle(ctx, clock, 1, urgency);
  return {
    followUpId: followUpIdOf(feedbackId),
    feedbackId,
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

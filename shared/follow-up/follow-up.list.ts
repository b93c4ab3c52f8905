import { equal, type FilterTests, listOf } from '../http/list.ts';
import type { Context } from '../kernel/context.ts';
import type { FollowUpFilter } from './follow-up.requests.schema.ts';
import { currentOf, type FollowUp, isOpen } from './follow-up.schema.ts';
import { followUps } from './follow-up.store.ts';
import { countsNow } from './open-counts.ts';

type Paged = { limit: number; cursor?: string | undefined };

const testsAt = (now: string): FilterTests<FollowUp, FollowUpFilter> => ({
  status: (one, wanted) =>
    wanted === 'open' || wanted === 'closed' ? isOpen(one) === (wanted === 'open') : one.status === wanted,
  assignedTo: ({ ownerId }, wanted) => ownerId === wanted,
  teamId: equal('teamId'),
  ruleId: equal('ruleId'),
  urgency: equal('urgency'),
  overdue: (one, wanted) => (isOpen(one) && one.dueAt < now) === wanted,
  requested: ({ requestedByCustomer }, wanted) => requestedByCustomer === wanted,
  dueTo: ({ dueAt }, wanted) => dueAt <= new Date(wanted).toISOString(),
  rootCause: (one, wanted) => currentOf(one).rootCause?.code === wanted,
});

/** An agent's view is narrowed to their own. */
const narrowed = <F extends { assignedTo?: string | undefined }>({ actor }: Context, input: F): F =>
  actor.ownOnly && input.assignedTo === undefined ? { ...input, assignedTo: actor.id } : input;

/** Follow-ups that every given filter lets through. */
const page = (ctx: Context, input: FollowUpFilter & Paged) =>
  listOf<FollowUpFilter, FollowUp>(
    'follow-ups',
    testsAt(ctx.now.toISOString()),
    async function* (own, { assignedTo: ownerId, status }, from) {
      if (own.actor.ownOnly && ownerId !== own.actor.id) return;
      const state = status === 'open' || status === 'pending' || status === 'in_progress' ? 'pending' : 'resolved';
      if (ownerId === undefined) yield* followUps.by(own, 'byState', { status: state }, from);
      else yield* followUps.by(own, 'byOwner', { ownerId }, from);
    },
    (one) => one,
  )(ctx, input);

/**
 * Open ones by their due times, so overdue ones first; closed ones newest first. With the counts of what is open, in the
 * company or of the person that is asked for.
 */
export async function list(ctx: Context, input: FollowUpFilter & Paged) {
  const asked = narrowed(ctx, input);
  return { ...(await page(ctx, asked)), counts: await countsNow(ctx, asked.assignedTo) };
}

const columns = ['pending', 'in_progress', 'resolved', 'no_action'] as const;
const MOST_IN_COLUMN = 50;

/** Up to 50 of each status, and the counts. */
export async function board(ctx: Context, input: Pick<FollowUpFilter, 'teamId' | 'assignedTo'>) {
  const filter = narrowed(ctx, input);
  const found = await Promise.all(
    columns.map(async (status) => {
      const { items, nextCursor } = await page(ctx, { ...filter, status, limit: MOST_IN_COLUMN });
      return { status, items, more: nextCursor !== null };
    }),
  );
  return { columns: found, counts: await countsNow(ctx, filter.assignedTo) };
}

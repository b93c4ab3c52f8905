import { equal, type FilterTests, listOf } from '../http/list.ts';
import type { Context } from '../kernel/context.ts';
import { teamsOf } from '../people/known.ts';
import type { FollowUpFilter } from './follow-up.requests.schema.ts';
import { currentOf, type FollowUp, isOpen } from './follow-up.schema.ts';
import { followUps } from './follow-up.store.ts';
import { waitsFor } from './follow-up.ts';
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

/** Whose counts somebody sees: an agent their own. */
const countedFor = ({ actor }: Context, { assignedTo }: { assignedTo?: string | undefined }): string | undefined =>
  actor.ownOnly && assignedTo === undefined ? actor.id : assignedTo;

type From = { from: Record<string, unknown> | undefined; size: number };
/** Where an agent's own end and what waits in their pools begins. */
const POOLS = { pools: true } as const;

/** What an agent sees: their own, then what nobody has in their pools; each in the order of lists. */
async function* ofAgent(ctx: Context, status: FollowUpFilter['status'], { from, size }: From) {
  const { id } = ctx.actor;
  if (!from || !('pools' in from))
    for await (const steps of followUps.by(ctx, 'byOwner', { ownerId: id }, { from, size }))
      yield steps.map(({ item, after }) => ({ item, after: after ?? POOLS }));
  if (status !== 'open' && status !== 'pending') return;
  const teams = await teamsOf(ctx, id);
  const { pools: _, ...key } = from ?? {};
  const begun = from && 'pools' in from && Object.keys(key).length > 0 ? key : undefined;
  for await (const steps of followUps.by(ctx, 'unowned', { status: 'pending' }, { from: begun, size }))
    yield steps.map(({ item, after }) => ({
      item: item && waitsFor(item, id, teams) ? item : undefined,
      after: after && { ...after, ...POOLS },
    }));
}

/** Follow-ups that every given filter lets through. */
const page = (ctx: Context, input: FollowUpFilter & Paged) =>
  listOf<FollowUpFilter, FollowUp>(
    'follow-ups',
    testsAt(ctx.now.toISOString()),
    async function* (own, { assignedTo: ownerId, status }, from) {
      if (own.actor.ownOnly && ownerId === undefined) return yield* ofAgent(own, status, from);
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
  return { ...(await page(ctx, input)), counts: await countsNow(ctx, countedFor(ctx, input)) };
}

const columns = ['pending', 'in_progress', 'resolved', 'no_action'] as const;
const MOST_IN_COLUMN = 50;

/** Up to 50 of each status, and the counts. */
export async function board(ctx: Context, input: Pick<FollowUpFilter, 'teamId' | 'assignedTo'>) {
  const found = await Promise.all(
    columns.map(async (status) => {
      const { items, nextCursor } = await page(ctx, { ...input, status, limit: MOST_IN_COLUMN });
      return { status, items, more: nextCursor !== null };
    }),
  );
  return { columns: found, counts: await countsNow(ctx, countedFor(ctx, input)) };
}

import { triageOn } from '../feedback/feedback.projection.ts';
import { equal, listOf } from '../http/list.ts';
import { invalid, orNone } from '../http/problem.ts';
import { type Reply, reply } from '../http/reply.ts';
import { get as getInitiative } from '../initiative/initiative.ts';
import { visible, writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import type { Stored } from '../kernel/store.ts';
import { commit } from '../kernel/write.ts';
import { recordOf } from '../triage/voices.ts';
import { handingOverInitiative } from './handing.ts';
import type { HandOver, HandOverFilter, HandOverInitiative, ReferHandOver } from './hand-over.schema.ts';
import { handOvers } from './hand-over.store.ts';

type One = { handOverId: Id<'handOver'> };

export const list = listOf<HandOverFilter, Stored<HandOver>, HandOver>(
  'hand-overs',
  {
    trackerId: equal('trackerId'),
    state: equal('state'),
    feedbackId: equal('feedbackId'),
    initiativeId: equal('initiativeId'),
  },
  (ctx, { feedbackId, initiativeId, trackerId }, from) => {
    const subject = feedbackId ?? initiativeId;
    if (subject !== undefined) return handOvers.by(ctx, 'ofSubject', { feedbackId, initiativeId }, from);
    return trackerId === undefined ? handOvers.all(ctx, from) : handOvers.by(ctx, 'ofTracker', { trackerId }, from);
  },
  (stored) => handOvers.publicOf(stored),
);

/**
 * Hands an initiative over to a tracker: 201, and 200 where that has it already. 400 for what the company does not have,
 * 409 where the tracker's webhook is disabled or gone.
 */
export const create = (
  ctx: Context,
  { body: { trackerId, initiativeId } }: { body: HandOverInitiative },
): Promise<Reply<HandOver>> =>
  retryOnConflict(ctx, async () => {
    const initiative = await orNone(getInitiative(ctx, { initiativeId }));
    if (!initiative) throw invalid({ pointer: '#/initiativeId', detail: 'names no initiative of the company' });
    const { handOver, writes } = await handingOverInitiative(ctx, initiative, trackerId);
    if (writes.length === 0) return reply(200, handOver);
    // What the same request is answered when it is repeated.
    if (ctx.idempotency) ctx.idempotency.status = 201;
    await commit(ctx, writes, { body: handOver });
    return reply(201, handOver);
  });

/** Says what a tracker calls what was handed over, in place of what was known. */
export const refer = (ctx: Context, { handOverId, body }: One & { body: ReferHandOver }): Promise<HandOver> =>
  changed(ctx, handOverId, () => body);

/**
 * Notes that a tracker has confirmed a hand-over, and the reference of its reply where that says one and none is known:
 * a reply that comes again, or to another attempt, changes nothing.
 */
export const confirm = (ctx: Context, { handOverId, said }: One & { said: ReferHandOver | undefined }) =>
  changed(ctx, handOverId, (before) => {
    if (before.externalRef !== undefined) return undefined;
    return said ?? (before.state === 'waiting' ? {} : undefined);
  });

/** Changes a hand-over, and in the same transaction the reference that its record shows; initiatives show none. */
const changed = (
  ctx: Context,
  handOverId: Id<'handOver'>,
  alter: (before: HandOver) => Partial<ReferHandOver> | undefined,
): Promise<HandOver> =>
  retryOnConflict(ctx, async () => {
    const before = await visible(ctx, handOvers, handOverId);
    const said = alter(before);
    const { externalRef } = said ?? {};
    const state = externalRef === undefined ? ('sent' as const) : ('referenced' as const);
    const how = externalRef === undefined ? { action: 'confirm', silent: true } : { action: 'refer' };
    // An address belongs to its reference and goes with it.
    const draft = { ...before, url: undefined, ...said, state } as Stored<HandOver>;
    const made = said && writesOf(ctx, handOvers, before, draft, how);
    if (!made || made.writes.length === 0) return handOvers.publicOf(before);
    const { feedbackId } = before;
    const record = externalRef === undefined || feedbackId === undefined ? undefined : await recordOf(ctx, feedbackId);
    const block = record?.triage ?? { status: 'new' as const };
    const shown = record && block.externalRef !== externalRef ? [triageOn(ctx, record, { ...block, externalRef })] : [];
    const body = handOvers.publicOf(made.after);
    await commit(ctx, [...made.writes, ...shown], { body });
    return body;
  });

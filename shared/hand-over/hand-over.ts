import { triageOn } from '../feedback/feedback.projection.ts';
import { equal, listOf } from '../http/list.ts';
import { visible, writesOf } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import type { Stored } from '../kernel/store.ts';
import { commit } from '../kernel/write.ts';
import { recordOf } from '../triage/voices.ts';
import type { HandOver, HandOverFilter, ReferHandOver } from './hand-over.schema.ts';
import { handOvers } from './hand-over.store.ts';

type One = { handOverId: Id<'handOver'> };

export const list = listOf<HandOverFilter, Stored<HandOver>, HandOver>(
  'hand-overs',
  { trackerId: equal('trackerId'), state: equal('state'), feedbackId: equal('feedbackId') },
  (ctx, { feedbackId, trackerId }, from) => {
    if (feedbackId !== undefined) return handOvers.by(ctx, 'ofFeedback', { feedbackId }, from);
    return trackerId === undefined ? handOvers.all(ctx, from) : handOvers.by(ctx, 'ofTracker', { trackerId }, from);
  },
  (stored) => handOvers.publicOf(stored),
);

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

/** Changes a hand-over, and in the same transaction the reference that its record shows. */
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
    const record = externalRef === undefined ? undefined : await recordOf(ctx, before.feedbackId);
    const block = record?.triage ?? { status: 'new' as const };
    const shown = record && block.externalRef !== externalRef ? [triageOn(ctx, record, { ...block, externalRef })] : [];
    const body = handOvers.publicOf(made.after);
    await commit(ctx, [...made.writes, ...shown], { body });
    return body;
  });

import { coverText } from '../analysis/masking.ts';
import { visible } from '../feedback/feedback.change.ts';
import { getMany } from '../feedback/feedback.ts';
import { listOf } from '../http/list.ts';
import { invalid, Problem } from '../http/problem.ts';
import { type Draft, set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { compact } from '../kernel/json.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isPraise } from './is-praise.ts';
import type { ActOnPraise, Praise, PraiseFilter, ShownPraise } from './praise.schema.ts';
import { praiseIdOf, praises } from './praise.store.ts';

const listed = listOf<PraiseFilter, Praise>(
  'praise',
  {
    agentId: ({ agentId }, wanted) => agentId === wanted,
    hidden: ({ hidden }, wanted) => (hidden !== undefined) === (wanted === 'true'),
  },
  (ctx, { agentId }, from) =>
    agentId === undefined
      ? praises.by(ctx, 'pinned', { pinned: SOME }, from)
      : praises.by(ctx, 'ofAgent', { agentId }, from),
  (one) => one,
);
/** Stands for any: only that there is one decides the partition. */
const SOME = { by: '', at: '' };

type Listed = Omit<Parameters<typeof listed>[1], 'hidden'> & Pick<PraiseFilter, 'hidden'>;

/** Praise of an agent, or what is pinned, the newest first, with what was said; personal data in it is always masked. */
export async function list(ctx: Context, input: Listed) {
  const { hidden = 'false' } = input;
  const agentId = whose(ctx, input);
  if (hidden === 'true' && agentId === undefined) throw invalid({ parameter: 'hidden', detail: 'needs `agentId`' });
  const { items, ...rest } = await listed(ctx, { ...input, agentId, hidden });
  return { ...rest, items: await quoted(ctx, items) };
}

function whose({ actor }: Context, { agentId }: PraiseFilter): string | undefined {
  if (!actor.ownOnly) return agentId;
  if (agentId !== undefined && agentId !== actor.id)
    throw new Problem('forbidden', 'Agents see praise of themselves only.');
  return actor.id;
}

/** With what was said; without what is no praise any more since a moment ago. */
async function quoted(ctx: Context, items: readonly Praise[]): Promise<ShownPraise[]> {
  const records = await getMany(
    ctx,
    items.map(({ feedbackId }) => feedbackId as Id<'feedback'>),
  );
  const byId = new Map(records.map((record) => [String(record.feedbackId), record]));
  return items.flatMap((praise) => {
    const record = byId.get(praise.feedbackId);
    if (!record || isPraise(record, ctx.now) !== 'yes') return [];
    const { comments = '', analysis, language = analysis?.language, category, version } = record;
    const said = { comments: coverText(comments, ['comments'], record), language, category, version };
    return [{ feedback: { feedbackId: praise.feedbackId, ...compact(said) }, praise }];
  });
}

/** Pins, hides or thanks for praise, or takes that back; what is so already stays as it is. */
export async function act(
  ctx: Context,
  { feedbackId, body: { action, reason } }: { feedbackId: Id<'feedback'>; body: ActOnPraise },
): Promise<Praise> {
  const isLed = ctx.actor.permissions.has('workflow:write');
  const record = await visible(ctx, feedbackId);
  const agentId = record.snapshot?.agentId;
  if (!isLed && agentId !== ctx.actor.id) throw new Problem('not-found');
  if (!isLed && action !== 'hide' && action !== 'show')
    throw new Problem('forbidden', 'Agents hide and show their own praise only.');
  if (isLed && action === 'hide' && reason === undefined)
    throw invalid({ pointer: '#/reason', detail: 'must say why it is hidden' });
  if (record.excluded) throw new Problem('conflict', 'The record is excluded from everything.');
  if (agentId === undefined || isPraise(record, ctx.now) !== 'yes')
    throw new Problem('conflict', 'The record praises nobody.');
  const by = { by: ctx.actor.id, at: ctx.now.toISOString() };
  const praiseId = praiseIdOf(feedbackId);
  return set(ctx, praises, praiseId, action, (before) => {
    const praise: Draft<Praise> = before ?? {
      praiseId,
      feedbackId,
      agentId,
      occurredAt: record.occurredAt,
      thanked: [],
    };
    switch (action) {
      case 'pin':
        return { ...praise, pinned: praise.pinned ?? by };
      case 'unpin':
        return { ...praise, pinned: undefined };
      case 'hide':
        return { ...praise, hidden: praise.hidden ?? { ...by, ...(reason !== undefined && { reason }) } };
      case 'show':
        // What a manager hid only managers show again.
        if (!isLed && praise.hidden && praise.hidden.by !== ctx.actor.id)
          throw new Problem('forbidden', 'A manager has hidden it.');
        return { ...praise, hidden: undefined };
      case 'thank':
        return praise.thanked.some((one) => one.by === by.by)
          ? praise
          : { ...praise, thanked: [...praise.thanked, by] };
    }
  });
}

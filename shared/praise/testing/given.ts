import { again } from '../../feedback/testing/given.ts';
import { set } from '../../kernel/change.ts';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/id-kinds.ts';
import type { Praise } from '../praise.schema.ts';
import { praiseIdOf, praises } from '../praise.store.ts';

/** The praise of a record, stored as the watcher stores it. */
export function givenPraise(ctx: Context, feedbackId: Id<'feedback'>): Promise<Praise> {
  const praiseId = praiseIdOf(feedbackId);
  return set(again(ctx), praises, praiseId, 'select', () => ({
    praiseId,
    feedbackId,
    agentId: 'agent-7',
    occurredAt: ctx.now.toISOString(),
    thanked: [],
  }));
}

import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { walkPartition } from '../kernel/walk.ts';
import { deleteAll } from '../kernel/write-all.ts';
import { forgetFacts } from './facts.rows.ts';
import { scoreIdOf, scores } from './score.store.ts';

/** Takes away the scores of a customer who is erased, those of earlier days, and what they came from. */
export async function forgetScores(ctx: Context, customerId: Id<'customer'>): Promise<void> {
  const { pk } = scores.keyOf(ctx, scoreIdOf(customerId));
  for await (const rows of walkPartition<{ pk: string; sk: string }>(ctx, pk)) await deleteAll(ctx, rows);
  await forgetFacts(ctx, customerId);
}

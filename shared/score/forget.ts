import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { forgetFacts } from './facts.rows.ts';
import { scoreIdOf, scores } from './score.store.ts';

/** Takes away the scores of a customer who is erased, those of earlier days, and what they came from. */
export async function forgetScores(ctx: Context, customerId: Id<'customer'>): Promise<void> {
  const { pk } = scores.keyOf(ctx, scoreIdOf(customerId));
  for await (const rows of walkPartition<{ sk: string }>(ctx, pk))
    for (const { sk } of rows) await ctx.db.send(new DeleteCommand({ TableName: tableName(), Key: { pk, sk } }));
  await forgetFacts(ctx, customerId);
}

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { monthsOf } from '../company/months.ts';
import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import type { StoredFeedback } from './feedback.schema.ts';
import { monthPartition } from './feedback.store.ts';

export { find } from './feedback.store.ts';

/** Months that hold records, oldest first. */
export const months = (ctx: Context): Promise<string[]> => monthsOf(ctx);

/**
 * Every record of a month, oldest first, deleted and excluded ones included, a page at a time; strongly consistent
 * unless told otherwise, at half the price.
 */
export async function* walk(
  ctx: Context,
  month: string,
  { consistent = true }: { consistent?: boolean } = {},
): AsyncGenerator<StoredFeedback[]> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await ctx.db.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': monthPartition(ctx, month) },
        ConsistentRead: consistent,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    yield (page.Items ?? []) as StoredFeedback[];
    from = page.LastEvaluatedKey;
  } while (from);
}

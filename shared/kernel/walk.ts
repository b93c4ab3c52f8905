import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from './context.ts';
import { type TableIndex, tableIndexes } from './indexes.ts';
import { tableName } from './table.ts';

/**
 * Everything under one partition key, in its order, a page at a time; strongly consistent unless told otherwise, at
 * half the price. An index is always eventually consistent.
 */
export async function* walkPartition<Item>(
  ctx: Context,
  pk: string,
  { index, consistent = index === undefined }: { index?: TableIndex; consistent?: boolean } = {},
): AsyncGenerator<Item[]> {
  const attribute = index === undefined ? 'pk' : tableIndexes[index].pk;
  let from: Record<string, unknown> | undefined;
  do {
    const page = await ctx.db.send(
      new QueryCommand({
        TableName: tableName(),
        IndexName: index,
        KeyConditionExpression: `${attribute} = :pk`,
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: consistent,
        ExclusiveStartKey: from,
      }),
    );
    yield (page.Items ?? []) as Item[];
    from = page.LastEvaluatedKey;
  } while (from);
}

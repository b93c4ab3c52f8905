import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from './context.ts';
import { tableName } from './table.ts';

/**
 * Everything under one partition key, in its order, a page at a time; strongly consistent unless told otherwise, at
 * half the price. An index is always eventually consistent.
 */
export async function* walkPartition<Item>(
  ctx: Context,
  pk: string,
  { index, consistent = index === undefined }: { index?: `gsi${number}`; consistent?: boolean } = {},
): AsyncGenerator<Item[]> {
  const attribute = index === undefined ? 'pk' : `g${index.slice(3)}pk`;
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

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { partOf } from '../kernel/json.ts';
import { tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { DocumentInBrief } from './document.schema.ts';
import { documentsPartition } from './document.store.ts';

/** A document in brief, as a row that lies with its owner says it. */
export const briefIn = (row: Readonly<Record<string, unknown>>): DocumentInBrief =>
  partOf(DocumentInBrief, row as DocumentInBrief);

/** The newest documents of a record in brief, so many at most; strongly consistent. */
export async function documentsOf(ctx: Context, ownerId: string, most: number): Promise<DocumentInBrief[]> {
  // One page is enough: no row has a kilobyte.
  const { Items = [] } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': documentsPartition(ctx, ownerId) },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: most,
    }),
  );
  return Items.map(briefIn);
}

/** The ids of all documents of a record, some at a time; strongly consistent. */
export async function* documentIdsOf(ctx: Context, ownerId: string): AsyncGenerator<Id<'document'>[]> {
  for await (const rows of walkPartition<{ sk: string }>(ctx, documentsPartition(ctx, ownerId)))
    yield rows.flatMap(({ sk }) => asId('document', sk) ?? []);
}

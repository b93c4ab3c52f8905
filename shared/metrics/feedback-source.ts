import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { monthsOf } from '../company/months.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import type { Context } from '../kernel/context.ts';
import { idMonth } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { RecordSource } from './record-source.ts';

/** A company's feedback as the truth behind its numbers: whole partitions, strongly consistent, nothing left out. */
export function feedbackSource(ctx: Context): RecordSource {
  const partition = (month: string): string => `${companyPrefix(ctx.companyId)}fb#${month}`;
  return {
    months: () => monthsOf(ctx),
    walk: async function* (month) {
      let from: Record<string, unknown> | undefined;
      do {
        const { Items, LastEvaluatedKey } = await ctx.db.send(
          new QueryCommand({
            TableName: tableName(),
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': partition(month) },
            ConsistentRead: true,
            ExclusiveStartKey: from,
          }),
        );
        yield (Items ?? []) as StoredFeedback[];
        from = LastEvaluatedKey;
      } while (from);
    },
    exists: async (feedbackId) => {
      const { Item } = await ctx.db.send(
        new GetCommand({
          TableName: tableName(),
          Key: { pk: partition(idMonth(feedbackId)), sk: feedbackId },
          ConsistentRead: true,
          ProjectionExpression: 'sk',
        }),
      );
      return Item !== undefined;
    },
  };
}

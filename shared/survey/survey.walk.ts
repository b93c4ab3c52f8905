import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { StoredSurvey } from './survey.store.ts';

/** Every survey that was made in a month (`YYYY-MM`, UTC), oldest first, strongly consistent, a page at a time. */
export async function* walkSurveys(ctx: Context, month: string): AsyncGenerator<StoredSurvey[]> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await ctx.db.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `${companyPrefix(ctx.companyId)}sv#${month}` },
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    yield (page.Items ?? []) as StoredSurvey[];
    from = page.LastEvaluatedKey;
  } while (from);
}

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { asId } from '../kernel/id-kinds.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';

/** Of one endpoint no more are counted. */
const MOST = 10_000;

/** Deliveries that wait now, of one endpoint or of all. Without the record kit: a metric is read by it (0009). */
export async function deliveriesWaiting(ctx: Context, endpointId: string | undefined): Promise<number> {
  if (endpointId !== undefined) return asId('webhook', endpointId) ? countWaiting(ctx, endpointId) : 0;
  const found: string[] = [];
  for await (const page of walkPartition<{ sk: string; deletedAt?: string }>(ctx, `${companyPrefix(ctx.companyId)}wh`))
    found.push(...page.flatMap(({ sk, deletedAt }) => (deletedAt === undefined ? [sk] : [])));
  const counts = await Promise.all(found.map((one) => countWaiting(ctx, one)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function countWaiting({ companyId, db }: Context, endpointId: string): Promise<number> {
  let count = 0;
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: tableName(),
        IndexName: 'gsi3',
        KeyConditionExpression: 'g3pk = :pk',
        ExpressionAttributeValues: { ':pk': `${companyPrefix(companyId)}whq#${endpointId}#waiting` },
        Select: 'COUNT',
        ExclusiveStartKey: from,
      }),
    );
    count += page.Count ?? 0;
    from = page.LastEvaluatedKey;
  } while (from && count < MOST);
  return Math.min(count, MOST);
}

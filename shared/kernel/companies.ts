import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from './context.ts';
import { type Db, systemDb, tableName } from './table.ts';

const REGISTRY = 'sys#companies';
const enlisted = new Map<string, Promise<unknown>>();

/** Lets schedules find a company: one row, written once per process, the same however often it is written. */
export function enlist({ companyId }: Pick<Context, 'companyId'>): Promise<unknown> {
  const known = enlisted.get(companyId);
  if (known) return known;
  if (enlisted.size > 10_000) enlisted.clear();
  const written = systemDb().send(
    new PutCommand({ TableName: tableName(), Item: { pk: REGISTRY, sk: companyId, companyId } }),
  );
  enlisted.set(companyId, written);
  written.catch(() => enlisted.delete(companyId));
  return written;
}

/** Every company that has ever written something. Takes the system's view of the table. */
export async function companies(db: Db = systemDb()): Promise<string[]> {
  const ids: string[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': REGISTRY },
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const { sk } of page.Items ?? []) ids.push(String(sk));
    from = page.LastEvaluatedKey;
  } while (from);
  return ids;
}

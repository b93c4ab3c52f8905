import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';

/** What the last look at all of a company's numbers found, and what it did about it. */
export type LastReconcile = { at: string; drift: number; checked: number; restated: number; repaired: number };

const key = ({ companyId }: Pick<Context, 'companyId'>) => ({
  pk: `${companyPrefix(companyId)}m#state`,
  sk: 'reconcile',
});

export async function noteReconcile(ctx: Context, found: Omit<LastReconcile, 'at'>): Promise<void> {
  const { drift, checked, restated, repaired } = found;
  const row: LastReconcile = { at: ctx.now.toISOString(), drift, checked, restated, repaired };
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: { ...key(ctx), ...row } }));
}

/** Undefined for a company whose numbers have not been looked at yet. */
export async function lastReconcile(ctx: Context): Promise<LastReconcile | undefined> {
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: key(ctx) }));
  if (!Item) return undefined;
  const { pk: _pk, sk: _sk, ...row } = Item;
  return row as LastReconcile;
}

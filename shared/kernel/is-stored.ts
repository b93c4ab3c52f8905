import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from './context.ts';
import { companyPrefix, tableName } from './table.ts';

/**
 * Whether a company has a row, by its keys without the company; strongly consistent. For who counts: that does without
 * the record kit, and so without ElectroDB (docs/adr/0009).
 */
export async function isStored(ctx: Context, { pk, sk }: { pk: string; sk: string }): Promise<boolean> {
  const Key = { pk: `${companyPrefix(ctx.companyId)}${pk}`, sk };
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return Item !== undefined;
}

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { CountingSettings } from './contribution.ts';

/** How a company cuts time into days. */
export async function countingSettings(ctx: Context): Promise<CountingSettings> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: { pk: `${companyPrefix(ctx.companyId)}set`, sk: 'settings' } }),
  );
  return { timeZone: Item?.['timeZone'] ?? 'UTC', dayBoundary: Item?.['dayBoundary'] ?? '00:00' };
}

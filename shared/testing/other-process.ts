import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';

/** Settings as another process stores them: what this one remembers of them is now old. */
export async function settingsChangedElsewhere(ctx: Context, settings: object): Promise<void> {
  await ctx.db.send(
    new PutCommand({
      TableName: tableName(),
      Item: { pk: `${companyPrefix(ctx.companyId)}set`, sk: 'settings', ...settings },
    }),
  );
}

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { keptFor } from '../kernel/kept.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { Settings } from './settings.schema.ts';

const kept = keptFor<Settings>(3_000);

/** Read without ElectroDB: many functions ask for settings and do not load it otherwise (docs/adr/0009). */
const key = ({ companyId }: Pick<Context, 'companyId'>) => ({ pk: `${companyPrefix(companyId)}set`, sk: 'settings' });

/** A company's settings, defaults where it has none; at most three seconds old, since another process may have changed them. */
export const settingsOf = (ctx: Context): Promise<Settings> =>
  kept.get(ctx.companyId, Date.now(), () => readSettings(ctx));

/** Lets this process see at once what it has put. */
export const forgetSettings = ({ companyId }: Pick<Context, 'companyId'>): boolean => kept.forget(companyId);

/** A company's settings as they are this moment; without `consistent`, for half a unit and perhaps milliseconds old. */
export async function readSettings(ctx: Context, { consistent = true } = {}): Promise<Settings> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: key(ctx), ConsistentRead: consistent }),
  );
  return Settings.parse({ version: 0, ...Item });
}

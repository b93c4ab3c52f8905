import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { Settings } from './settings.schema.ts';

const CACHE_MS = 3_000;
const cache = new Map<string, { until: number; settings: Promise<Settings> }>();

/** Read without ElectroDB: many functions ask for settings and do not load it otherwise (docs/adr/0009). */
const key = ({ companyId }: Pick<Context, 'companyId'>) => ({ pk: `${companyPrefix(companyId)}set`, sk: 'settings' });

/** A company's settings, defaults where it has none; at most three seconds old, since another process may have changed them. */
export function settingsOf(ctx: Context): Promise<Settings> {
  const cached = cache.get(ctx.companyId);
  if (cached && cached.until > Date.now()) return cached.settings;
  if (cache.size > 1_000) cache.clear();
  const settings = readSettings(ctx);
  cache.set(ctx.companyId, { until: Date.now() + CACHE_MS, settings });
  settings.catch(() => cache.delete(ctx.companyId));
  return settings;
}

/** Lets this process see at once what it has put. */
export const forgetSettings = ({ companyId }: Pick<Context, 'companyId'>): boolean => cache.delete(companyId);

/** A company's settings as they are this moment; without `consistent`, for half a unit and perhaps milliseconds old. */
export async function readSettings(ctx: Context, { consistent = true } = {}): Promise<Settings> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: key(ctx), ConsistentRead: consistent }),
  );
  return Settings.parse({ version: 0, ...Item });
}

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { auditOf } from '../audit/audit.store.ts';
import { Problem } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { commit, type TransactItem, unlessChanged } from '../kernel/write.ts';
import { enlist } from '../kernel/companies.ts';
import { type PutSettings, Settings } from './settings.schema.ts';

const CACHE_MS = 3_000;
const cache = new Map<string, { until: number; settings: Promise<Settings> }>();

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

/** A company's settings as they are this moment; told so, for half a unit and perhaps milliseconds old. */
export async function readSettings(ctx: Context, { consistent = true } = {}): Promise<Settings> {
  const { Item } = await ctx.db.send(
    new GetCommand({ TableName: tableName(), Key: key(ctx), ConsistentRead: consistent }),
  );
  return Settings.parse({ version: 0, ...Item });
}

/**
 * Replaces a company's settings. Throws `version-conflict` when `ifMatch` is not the current version; whoever
 * names none replaces whatever there is, also what somebody put at the same moment.
 */
export async function putSettings(ctx: Context, input: PutSettings, ifMatch?: number): Promise<Settings> {
  await enlist(ctx);
  try {
    return await retryOnConflict(ctx, async () => {
      const before = await readSettings(ctx);
      if (ifMatch !== undefined && ifMatch !== before.version) throw new Problem('version-conflict');
      const settings: Settings = { ...input, version: before.version + 1, updatedAt: ctx.now.toISOString() };
      await commit(ctx, replacement(ctx, before, settings));
      return settings;
    });
  } finally {
    cache.delete(ctx.companyId);
  }
}

/** A transaction repeated by the SDK carries the same token, so a version that is taken is always somebody else's. */
const replacement = (ctx: Context, before: Settings, after: Settings): TransactItem[] => [
  {
    Put: {
      TableName: tableName(),
      Item: { ...key(ctx), ...after, companyId: ctx.companyId },
      ...unlessChanged(before.version),
    },
  },
  auditOf(ctx, {
    recordId: 'settings',
    version: after.version,
    action: 'SettingsChanged',
    changedKeys: changedKeys(before, after),
  }),
];

const changedKeys = (before: Settings, after: Settings): string[] =>
  (Object.keys(after) as (keyof Settings)[]).filter(
    (name) => !['version', 'updatedAt'].includes(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );

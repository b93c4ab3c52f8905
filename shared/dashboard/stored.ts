import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { deflated, inflated } from '../kernel/deflated.ts';
import { emitMetric } from '../kernel/log.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { isConditionFailed } from '../kernel/write.ts';
import { noteLook, revisionKey, revisionNow, revisionOf, SETTLED_SECONDS } from './revision.ts';

/** How each part of a page's counters is read. A part is a row, so that no row grows past what a read should cost. */
export type Parts<T> = { readonly [P in keyof T]: (ctx: Context) => Promise<T[P]> };
/**
 * A page whose counters are stored: whose it is, and of which days, in which zone, they are. One that is not watched is made anew by
 * whoever looks at it next, never by a worker.
 */
export type Page<T> = { name: string; preset: string; days: string; isWatched: boolean; parts: Parts<T> };
export const lookedAt = ({ name, preset }: Pick<Page<unknown>, 'name' | 'preset'>): string => `${preset}/${name}`;

/** What is stored may be behind by so much. */
const BEHIND_MS = 20_000;
/** An item has 400 KB; what comes near is read inline each time. */
const MOST_BYTES = 300_000;

/** Of counters that were read too soon after a change to stand for it: they hold for {@link BEHIND_MS}. */
const UNSETTLED = 'unsettled';

type Row = { part: string; rev: string; asOf: string; days: string; data: Uint8Array };

const keyOf = (
  { companyId }: Pick<Context, 'companyId'>,
  { name, preset }: Pick<Page<unknown>, 'name' | 'preset'>,
  part: string,
) => ({
  pk: `${companyPrefix(companyId)}dsh#${name}`,
  sk: `${preset}#${part}`,
});

/** The counters of a page, stored or read this moment, and of when they are. */
export async function storedCounters<T extends object>(ctx: Context, page: Page<T>): Promise<T & { asOf: string }> {
  const names = Object.keys(page.parts);
  const keys = names.map((part) => keyOf(ctx, page, part));
  const { sk: ofRevision, ...first } = revisionKey(ctx);
  const items = await batchGet(ctx, [{ ...first, sk: ofRevision }, ...keys]);
  const revision = revisionOf(items.find(({ sk }) => sk === ofRevision));
  if (page.isWatched) await noteLook(ctx, lookedAt(page), revision);
  const rows = new Map(items.map((item) => [item['sk'], item as Row]));
  const found = keys.flatMap(({ sk }) => rows.get(sk) ?? []);
  const fresh = found.filter((row) => row.days === page.days && isFresh(ctx, row, revision.rev));
  if (fresh.length < names.length) return refresh(ctx, page);
  const values = fresh.map(({ part, data }) => [part, inflated(data)] as const);
  const asOf = fresh.map((row) => row.asOf).toSorted()[0] ?? '';
  return { ...(Object.fromEntries(values) as T), asOf };
}

const isFresh = ({ now }: Pick<Context, 'now'>, { rev, asOf }: Row, is: string): boolean =>
  rev === is || Date.parse(asOf) > now.getTime() - BEHIND_MS;

/** Reads the counters of a page and stores them, unless somebody has stored later ones meanwhile. */
export async function refresh<T extends object>(ctx: Context, page: Page<T>): Promise<T & { asOf: string }> {
  // What is counted after the revision was read may be in the counters: then they are made anew once more, never too seldom.
  const { rev, at } = await revisionNow(ctx);
  const asOf = ctx.now.toISOString();
  // Counters and indexes are read at half the price, milliseconds behind: right after a change they may not hold it yet.
  const isSettled = Date.parse(at) < ctx.now.getTime() - SETTLED_SECONDS * 1_000;
  const values = await read(ctx, page);
  await Promise.all(
    Object.entries(values).map(([part, value]) =>
      store(ctx, page, { part, rev: isSettled ? rev : UNSETTLED, asOf, days: page.days, data: deflated(value) }),
    ),
  );
  return { ...values, asOf };
}

/** The counters of a page as they are. */
export async function read<T extends object>(ctx: Context, { parts }: Page<T>): Promise<T> {
  const each = Object.entries<(own: Context) => Promise<unknown>>(parts);
  return Object.fromEntries(await Promise.all(each.map(async ([name, of]) => [name, await of(ctx)]))) as T;
}

async function store(ctx: Context, page: Pick<Page<unknown>, 'name' | 'preset'>, row: Row): Promise<void> {
  if (row.data.length > MOST_BYTES) return emitMetric('dashboard_too_large', row.data.length);
  try {
    await ctx.db.send(
      new PutCommand({
        TableName: tableName(),
        Item: { ...keyOf(ctx, page, row.part), ...row, expiresAt: Math.floor(ctx.now.getTime() / 1_000) + 7 * 86_400 },
        ConditionExpression: 'attribute_not_exists(pk) OR asOf < :asOf',
        ExpressionAttributeValues: { ':asOf': row.asOf },
      }),
    );
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
}

/**
 * How many stored parts of a page are not what the counters say, though nothing has moved since: these are put right. Each is read
 * as of the moment it was stored: what time alone changes is told whenever it is shown, and is no difference.
 */
export async function driftOf<T extends object>(ctx: Context, page: Page<T>): Promise<number> {
  const keys = Object.keys(page.parts).map((part) => keyOf(ctx, page, part));
  const rows = (await batchGet(ctx, keys, { ConsistentRead: true })) as Row[];
  const before = await revisionNow(ctx);
  const held = rows.filter(({ rev, days }) => rev === before.rev && days === page.days);
  const due = await Promise.all(
    held.map(({ part, asOf }) => page.parts[part as keyof T]({ ...ctx, now: new Date(asOf) })),
  );
  const after = await revisionNow(ctx);
  if (before.rev !== after.rev) return 0;
  const wrong = held.filter(({ data }, at) => JSON.stringify(inflated(data)) !== JSON.stringify(due[at]));
  if (wrong.length > 0) await refresh(ctx, page);
  return wrong.length;
}

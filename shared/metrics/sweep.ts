import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { countingSettings } from './counting-settings.ts';
import { isGone, type RecordChange, revisionOf } from './ledger.ts';
import type { RecordSource, SweptRecord } from './record-source.ts';
import { applyChanges, ledgerPages, type LedgerStore, tableStore } from './rollup.ts';

export type Swept = {
  /** Records looked at. */
  checked: number;
  /** Records whose contribution was missing or differed, now counted as they are. */
  restated: number;
};

type SweepOptions = {
  /** Only records that have changed since. */
  changedSince?: Date;
  /** Only these months (`YYYY-MM`, UTC); all that hold records unless given. */
  months?: readonly string[];
};

/**
 * Counts what the stream missed, from the records alone: changes that expired unread, records that are gone,
 * and days that moved because the company changed its time zone. It takes the same conditional step as the
 * stream reader, so both can run at once.
 */
export async function sweep(ctx: Context, source: RecordSource, options: SweepOptions = {}): Promise<Swept> {
  const { changedSince, months } = options;
  const swept: Swept = { checked: 0, restated: 0 };
  const store = tableStore(ctx, () => countingSettings(ctx));
  const known = months ?? (await source.months());
  for (const month of changedSince ? recent(known, changedSince, ctx.now) : known) {
    const seen = new Set<string>();
    // A change that a cheap read has not seen yet is seen an hour later: it is looked for twice.
    for await (const page of source.walk(month, { consistent: !changedSince })) {
      const changed = page.filter(({ updatedAt }) => !changedSince || updatedAt >= changedSince.toISOString());
      await restate(
        store,
        changed.map((record) => changeOf(month, record)),
        swept,
      );
      if (!changedSince) for (const { feedbackId } of page) seen.add(feedbackId);
    }
    if (!changedSince) await restate(store, await goneOf(ctx, source, month, seen), swept);
  }
  return swept;
}

async function restate(store: LedgerStore, changes: RecordChange[], swept: Swept): Promise<void> {
  swept.checked += changes.length;
  if (changes.length > 0) swept.restated += (await applyChanges(store, changes, { restate: true })).written;
}

/**
 * Records that occurred this month or last: nothing in the table is sorted by when it changed, and these are nearly
 * all that do change. Older ones are left to the nightly reconcile.
 */
const recent = (months: readonly string[], since: Date, now: Date): string[] => {
  const start = new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth() - 1, 1));
  const wanted = new Set(monthsBetween(start.toISOString(), now.toISOString()));
  return months.filter((month) => wanted.has(month));
};

const changeOf = (month: string, record: SweptRecord): RecordChange => ({
  feedbackId: record.feedbackId,
  month,
  page: record.ledgerPage ?? record.feedbackId,
  revision: record.revision,
  record,
});

/** Entries of the ledger whose record has left the table without anybody noticing. */
async function goneOf(
  ctx: Context,
  source: RecordSource,
  month: string,
  seen: ReadonlySet<string>,
): Promise<RecordChange[]> {
  const gone: RecordChange[] = [];
  for await (const [id, { entries }] of ledgerPages(ctx, month)) {
    for (const [feedbackId, stored] of entries) {
      // One that was not seen may also be younger than the walk.
      if (isGone(stored) || seen.has(feedbackId) || (await source.exists(feedbackId))) continue;
      gone.push({
        feedbackId,
        month,
        page: id.slice(month.length + 1),
        revision: revisionOf(stored) + 1,
        record: null,
      });
    }
  }
  return gone;
}

/**
 * Restates everything when the company's days are not those its numbers were counted by; otherwise only what
 * changed lately. The row that remembers the days is written last, so a crash on the way starts over.
 */
export async function sweepOf(ctx: Context, source: RecordSource, changedSince: Date): Promise<Swept> {
  const { timeZone, dayBoundary } = await countingSettings(ctx);
  const key = { pk: `${companyPrefix(ctx.companyId)}m#state`, sk: 'counted-by' };
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }));
  if (Item?.['timeZone'] === timeZone && Item['dayBoundary'] === dayBoundary)
    return sweep(ctx, source, { changedSince });
  const swept = await sweep(ctx, source);
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: { ...key, timeZone, dayBoundary } }));
  return swept;
}

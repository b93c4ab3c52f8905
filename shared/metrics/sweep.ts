import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { monthsBetween } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { CountingSettings, RecordChange, StoredKind } from './counted-kind.ts';
import { countingSettings } from './counting-settings.ts';
import { isGone, revisionOf } from './ledger.ts';
import type { RecordSource, SweptRecord } from './record-source.ts';
import { applyChanges, ledgerPages, type LedgerStore, tableStore } from './rollup.ts';

export type Swept = {
  /** Records looked at. */
  checked: number;
  /** Records whose contribution was missing or differed, now counted as they are. */
  restated: number;
  /** Those among them that have changed since `onTheirWay`: the stream would have told of them. */
  late: number;
};

/** After every instant. */
const NEVER = '9999';

type SweepOptions = {
  /** Only records that have changed since. */
  changedSince?: Date;
  /** What has changed since may still be on its way from the stream to the numbers. */
  onTheirWay?: Date;
  /** Only these months (`YYYY-MM`, UTC); all that hold records unless given. */
  months?: readonly string[];
};

/**
 * Counts what the stream missed, from the records alone: changes that expired unread, records that are gone,
 * and days that moved because the company changed its time zone. It takes the same conditional step as the
 * stream reader, so both can run at once.
 */
export async function sweep<R>(ctx: Context, kind: StoredKind<R>, options: SweepOptions = {}): Promise<Swept> {
  const { changedSince, onTheirWay, months } = options;
  const lateSince = onTheirWay?.toISOString() ?? NEVER;
  const swept: Swept = { checked: 0, restated: 0, late: 0 };
  const store = tableStore(ctx, kind);
  const source = kind.source(ctx);
  const known = months ?? (await source.months());
  for (const month of changedSince ? recent(known, changedSince, ctx.now) : known) {
    const seen = new Set<string>();
    // A change that a cheap read has not seen yet is seen an hour later: it is looked for twice.
    for await (const page of source.walk(month, { consistent: !changedSince })) {
      const changed = page.filter(({ updatedAt }) => !changedSince || updatedAt >= changedSince.toISOString());
      for (const [late, records] of Map.groupBy(changed, ({ updatedAt }) => updatedAt >= lateSince)) {
        const restated = await restate(
          store,
          records.map((record) => changeOf(month, record)),
          swept,
        );
        if (late) swept.late += restated;
      }
      if (!changedSince) for (const { id } of page) seen.add(id);
    }
    if (!changedSince) await restate(store, await goneOf(ctx, kind, source, month, seen), swept);
  }
  return swept;
}

/** How many of them were counted otherwise before; adds that up in `swept`. */
async function restate<R>(store: LedgerStore<R>, changes: RecordChange<R>[], swept: Swept): Promise<number> {
  if (changes.length === 0) return 0;
  const { written } = await applyChanges(store, changes, { restate: true });
  swept.checked += changes.length;
  swept.restated += written;
  return written;
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

const changeOf = <R>(month: string, { id, page, revision, record }: SweptRecord<R>): RecordChange<R> => ({
  id,
  month,
  page,
  revision,
  record,
});

/** Entries of the ledger whose record has left the table without anybody noticing. */
async function goneOf<R>(
  ctx: Context,
  kind: StoredKind<R>,
  source: RecordSource<R>,
  month: string,
  seen: ReadonlySet<string>,
): Promise<RecordChange<R>[]> {
  const gone: RecordChange<R>[] = [];
  for await (const [ref, { entries }] of ledgerPages(ctx, kind, month)) {
    for (const [id, stored] of entries) {
      // One that was not seen may also be younger than the walk.
      if (isGone(stored) || seen.has(id) || (await source.exists(id))) continue;
      gone.push({
        id,
        month,
        page: ref.slice(month.length + 1),
        revision: revisionOf(stored) + 1,
        record: null,
      });
    }
  }
  return gone;
}

/** Rises when records contribute something that they did not before: then every company's records are counted anew, once. */
const COUNTERS = 3;

/** By what a company's numbers were counted, in the row that remembers it. */
export const countedByRow = (
  { companyId }: Pick<Context, 'companyId'>,
  { timeZone, dayBoundary }: CountingSettings,
) => ({
  key: { pk: `${companyPrefix(companyId)}m#state`, sk: 'counted-by' },
  countedBy: { timeZone, dayBoundary, counters: COUNTERS },
});

/**
 * Restates everything when the company's days, or what records contribute, are not those its numbers were counted by;
 * otherwise only what changed lately. The row that remembers both is written last, so a crash on the way starts over.
 */
export async function sweepOf(ctx: Context, kinds: readonly StoredKind[], changedSince: Date): Promise<Swept> {
  const { key, countedBy } = countedByRow(ctx, await countingSettings(ctx));
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }));
  const same = Object.entries(countedBy).every(([name, value]) => Item?.[name] === value);
  const swept: Swept = { checked: 0, restated: 0, late: 0 };
  for (const kind of kinds) {
    const { checked, restated } = await sweep(ctx, kind, same ? { changedSince } : {});
    swept.checked += checked;
    swept.restated += restated;
  }
  if (same) return swept;
  await ctx.db.send(new PutCommand({ TableName: tableName(), Item: { ...key, ...countedBy } }));
  return swept;
}

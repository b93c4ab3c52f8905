import { deflateRawSync } from 'node:zlib';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { inflated } from '../kernel/deflated.ts';
import { tableName } from '../kernel/table.ts';
import { backOff, retryOnConflict } from '../kernel/retry.ts';
import { walkPartition } from '../kernel/walk.ts';
import { codesOf, ConditionFailed, type TransactItem, unlessChanged } from '../kernel/write.ts';
import type { CountedKind, CountingSettings, RecordChange } from './counted-kind.ts';
import { storedName } from './counter-names.ts';
import { countingSettings } from './counting-settings.ts';
import { coalesce, type Page, pageId, type PageRef, type PageWrite, plan, type Step } from './ledger.ts';
import { isCut, ledgerKey, ledgerPartition, rowKey } from './rollup.keys.ts';
import type { RowDelta } from './totals.ts';

/** `conflict`: somebody else changed a page or a row first, nothing was written. `refused`: it can never be written. */
export type CommitResult = 'done' | 'conflict' | 'refused';

/** Where ledger and counters live. Tests replay against an in-memory twin of the conditional transaction. */
export type LedgerStore<R = unknown> = {
  kind: CountedKind<R>;
  settings(): Promise<CountingSettings>;
  pages(refs: readonly PageRef[]): Promise<Map<string, Page>>;
  commit(step: Step): Promise<CommitResult>;
  /** Waits before another try. */
  pause(tries: number): Promise<void>;
};

export type Applied = {
  /** Records whose contribution was written by this call. */
  written: number;
  /** Records that can never be counted as they are. */
  refused: string[];
};
/** Is told which rows are about to move: before they do, so that nothing moves unnoticed where a process dies. */
export type Announce = (rows: readonly Moved[]) => Promise<void>;
/** The counter row of a day, as its key is made of. */
export type Moved = { dimension: string; key: string; day: string };

/**
 * Brings the numbers up to date with changes of one company. Safe to repeat, to run twice at once, and to
 * kill at any point. Throws when it keeps losing against others, so that the batch is delivered again.
 */
export async function applyChanges<R>(
  store: LedgerStore<R>,
  changes: Iterable<RecordChange<R>>,
  options: { restate?: boolean; announce?: Announce } = {},
): Promise<Applied> {
  let open = coalesce(changes);
  let alone = false;
  const applied: Applied = { written: 0, refused: [] };
  /** Applies what it can. Losing against others with all of it is contention; with a part of it is progress. */
  const oneRound = async () => {
    // Settings are read again with the pages: a change of time zone must not be overtaken by an old reading of it.
    const [settings, pages] = await Promise.all([store.settings(), store.pages(refsOf(open))]);
    const steps = plan(store.kind, open, pages, settings, { ...options, ...(alone && { maxActions: 0 }) });
    await options.announce?.(steps.flatMap(movedIn));
    const left = new Set(steps.flatMap(({ records }) => records));
    const before = { left: left.size, alone };
    for (const step of steps) {
      const result = await store.commit(step);
      if (result === 'done' && step.unfinished) continue;
      if (result === 'done') applied.written += step.records.length;
      else if (result === 'refused' && step.records.length === 1) applied.refused.push(...step.records);
      else {
        // One record spoils its transaction: from here on everyone goes alone, so that only the culprit is refused.
        alone ||= result === 'refused';
        break;
      }
      for (const record of step.records) left.delete(record);
    }
    open = open.filter(({ id }) => left.has(id));
    if (left.size > 0 && left.size === before.left && alone === before.alone) throw new ConditionFailed(0);
  };
  const untilProgress = () => retryOnConflict({}, oneRound, (tries) => store.pause(tries));
  while (open.length > 0) await untilProgress();
  return applied;
}

const movedIn = ({ rows }: Step): Moved[] =>
  rows.flatMap(({ grain, dimension, key, period }) => (grain === 'day' ? [{ dimension, key, day: period }] : []));

function refsOf(changes: readonly RecordChange[]): PageRef[] {
  return [...new Map(changes.map(({ month, page }) => [pageId({ month, page }), { month, page }])).values()];
}

/** The real store: one company's part of the table. */
export function tableStore<R>(
  ctx: Context,
  kind: CountedKind<R>,
  settings: () => Promise<CountingSettings> = () => countingSettings(ctx),
): LedgerStore<R> {
  return {
    kind,
    settings,
    pages: (refs) => readPages(ctx, kind, refs),
    commit: (step) => commitStep(ctx, kind, step),
    pause: backOff,
  };
}

/** What of a kind its keys and rows depend on. */
type Layout = Pick<CountedKind, 'ledger' | 'always'>;

async function readPages(ctx: Context, kind: Layout, refs: readonly PageRef[]): Promise<Map<string, Page>> {
  const keys = refs.map((ref) => ledgerKey(ctx.companyId, kind, ref));
  return new Map((await batchGet(ctx, keys, { ConsistentRead: true })).map(pageOf));
}

function pageOf(item: Record<string, unknown>): [string, Page] {
  const month = String(item['pk']).slice(-7);
  return [
    pageId({ month, page: String(item['sk']) }),
    { revision: Number(item['revision']), entries: new Map(Object.entries(unpack(item))) },
  ];
}

/** Writes are paid by the kilobyte, and the entries of a bulk say nearly the same: packed they are a sixth. */
const PACK_FROM = 1_000;

function pack(entries: Record<string, string>): { entries: Record<string, string> } | { packed: Uint8Array } {
  const text = JSON.stringify(entries);
  return text.length < PACK_FROM ? { entries } : { packed: deflateRawSync(text) };
}

function unpack(item: Record<string, unknown>): Record<string, string> {
  const { entries, packed } = item as { entries?: Record<string, string>; packed?: Uint8Array };
  return entries ?? inflated(packed ?? new Uint8Array());
}

/** Every ledger page of a month's records, strongly consistent. */
export async function* ledgerPages(ctx: Context, kind: Layout, month: string): AsyncGenerator<[string, Page]> {
  const pages = walkPartition<Record<string, unknown>>(ctx, ledgerPartition(ctx.companyId, kind, month));
  for await (const items of pages) yield* items.map(pageOf);
}

const transient = new Set([
  'None',
  'TransactionConflict',
  'ConditionalCheckFailed',
  'ThrottlingError',
  'Throttling',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'InternalServerError',
  'TransactionInProgress',
  'TimeoutError',
]);
const final = new Set(['ValidationError', 'Validation', 'ItemCollectionSizeLimitExceeded']);

async function commitStep(ctx: Context, kind: Layout, step: Step): Promise<CommitResult> {
  const items = [
    ...step.pages.map((page) => pagePut(ctx.companyId, kind, page, ctx.now)),
    ...step.rows.map((row) => rowUpdate(ctx.companyId, kind, row)),
  ];
  try {
    // The SDK sends one token with all its retries of this command, so a lost reply cannot count twice.
    await ctx.db.send(new TransactWriteCommand({ TransactItems: items }));
    return 'done';
  } catch (error) {
    const codes = codesOf(error);
    if (codes.some((code) => final.has(code))) return 'refused';
    // Whether a timed-out transaction happened is in the ledger: reading it again answers that, too.
    if (codes.length > 0 && codes.every((code) => transient.has(code))) return 'conflict';
    throw error;
  }
}

/** A page of purged records is kept for longer than any replay of their changes can arrive. */
const GONE_DAYS = 90;

/** The write of a ledger page. */
export function pagePut(
  companyId: string,
  kind: Layout,
  { ref, seen, entries, gone }: PageWrite,
  now: Date,
): TransactItem {
  return {
    Put: {
      TableName: tableName(),
      Item: {
        ...ledgerKey(companyId, kind, ref),
        revision: seen + 1,
        ...pack(Object.fromEntries(entries)),
        ...(gone && { expiresAt: Math.floor(now.getTime() / 1000) + GONE_DAYS * 86_400 }),
      },
      ...unlessChanged(seen, 'revision'),
    },
  };
}

/** The addition to a counter row. */
export function rowUpdate(companyId: string, { always }: Layout, { deltas, ...row }: RowDelta): TransactItem {
  const names: Record<string, string> = {};
  const values: Record<string, number | string> = {};
  const adds: string[] = [];
  let index = 0;
  const zeros = (always?.(row.dimension, deltas.keys()) ?? []).filter((name) => !deltas.has(name));
  for (const [name, by] of [...deltas, ...zeros.map((name) => [name, 0] as const)]) {
    names[`#${index}`] = storedName(name);
    values[`:${index}`] = by;
    adds.push(`#${index} :${index++}`);
  }
  const cut = isCut(row.key);
  if (cut) {
    names['#key'] = 'key';
    values[':key'] = row.key;
  }
  return {
    Update: {
      TableName: tableName(),
      Key: rowKey(companyId, row),
      UpdateExpression: `${cut ? 'SET #key = :key ' : ''}ADD ${adds.join(', ')}`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
  };
}

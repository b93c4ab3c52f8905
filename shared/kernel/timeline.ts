import { encodeTime } from 'ulid';
import type { Context } from './context.ts';
import { type IdKind, idPrefixes } from './id-kinds.ts';
import { keyNames, type TableIndex } from './indexes.ts';
import type { Permission } from './permissions.ts';
import { shardPages } from './shards.ts';
import type { ItemKey, Step } from './walk.ts';

/** Makes entries of rows, one for each; none where the record is gone or not for this caller. */
type Entries<Entry> = (ctx: Context, rows: readonly ItemKey[]) => Promise<(Entry | undefined)[]>;

/**
 * What a noun brings to timelines: records that lie under the names of a person in the order of their ids, where they lie,
 * who may read them, and what is said of them.
 */
export type TimelineSource<Entry> = {
  id: IdKind;
  permission: Permission;
  index?: TableIndex;
  /** Undefined for a name under which no record of the kind can lie. */
  partition: (ctx: Context, name: string) => string | undefined;
  entries: Entries<Entry>;
};

/** A row, and the part of its id that is alike in all ids: a time, then chance. */
export type TimelineRow<Entry> = { entries: Entries<Entry>; row: ItemKey; order: string };

/** The part of an id by which a timeline is ordered, of whatever kind it is. */
export const orderOf = (id: string): string => id.slice(id.indexOf('_') + 1);
/** What lies before it came before an instant. */
export const orderAt = (instant: string): string => encodeTime(Date.parse(instant), 10).toLowerCase();

/** The rows of one source under all names of a person, newest first, below a position. */
export async function* rowsOf<Entry>(
  ctx: Context,
  { id, index, partition, entries }: TimelineSource<Entry>,
  { names, below, size }: { names: readonly string[]; below: string | undefined; size: number },
): AsyncGenerator<TimelineRow<Entry>> {
  const { sk } = keyNames(index);
  const partitions = names.flatMap((name) => partition(ctx, name) ?? []);
  if (partitions.length === 0) return;
  // Behind every id of the kind may lie what sums them up.
  const begin = { [sk]: `${idPrefixes[id]}_${below ?? '~'}` };
  for await (const steps of shardPages(ctx, { ...(index && { index }), partitions, size, order: 'desc' }, begin)) {
    for (const { item } of steps) if (item) yield { entries, row: item, order: orderOf(String(item[sk])) };
  }
}

/** Several streams, each newest first, as one. */
async function* merged<Entry>(streams: AsyncGenerator<TimelineRow<Entry>>[]): AsyncGenerator<TimelineRow<Entry>> {
  const heads = await Promise.all(streams.map((stream) => stream.next()));
  for (;;) {
    const orders = heads.map(({ done, value }) => (done ? '' : value.order));
    const newest = orders.indexOf(orders.toSorted().at(-1) ?? '');
    const head = heads[newest];
    const stream = streams[newest];
    if (!head || head.done || !stream) return;
    yield head.value;
    heads[newest] = await stream.next();
  }
}

/** What is said of some rows; each source is asked once. */
async function said<Entry>(ctx: Context, some: readonly TimelineRow<Entry>[]): Promise<Step<Entry, string>[]> {
  const items = new Map<TimelineRow<Entry>, Entry | undefined>();
  await Promise.all(
    [...Map.groupBy(some, ({ entries }) => entries)].map(async ([entries, own]) => {
      const found = await entries(
        ctx,
        own.map(({ row }) => row),
      );
      own.forEach((one, index) => items.set(one, found[index]));
    }),
  );
  return some.map((one) => ({ item: items.get(one), after: one.order }));
}

/** Streams of rows as the steps of a list, newest first, down to an order; so many rows are read at a time. */
export async function* timelineSteps<Entry>(
  ctx: Context,
  streams: AsyncGenerator<TimelineRow<Entry>>[],
  { lowest, size }: { lowest: string; size: number },
): AsyncGenerator<Step<Entry, string>[]> {
  let some: TimelineRow<Entry>[] = [];
  for await (const row of merged(streams)) {
    if (row.order < lowest) break;
    some.push(row);
    if (some.length < size) continue;
    yield await said(ctx, some);
    some = [];
  }
  const last = await said(ctx, some);
  yield [...last.slice(0, -1), { item: last.at(-1)?.item, after: undefined }];
}

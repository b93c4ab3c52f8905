import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { type AtMost, countedIn } from './at-most.ts';
import { batchesOf } from './batches.ts';
import type { Actor, Context } from './context.ts';
import { dueKeys } from './due.ts';
import { type TableIndex, tableIndexes } from './indexes.ts';
import { shardOf } from './ids.ts';
import { pick } from './json.ts';
import { BY_ID, hidden, type Model, modelOf, type QueryOptions } from './model.ts';
import { idsOfText, postingItems } from './postings.ts';
import { shardName, shardPages } from './shards.ts';
import { companyPrefix, tableName } from './table.ts';
import { itemsBehind, type ItemKey, queryPages, type Step } from './walk.ts';
import { containsWords, wordsIn, wordsOf } from './words.ts';
import { type TransactItem, unlessChanged } from './write.ts';

type By = Pick<Actor, 'kind' | 'id'>;
/** What every record says beside its own fields (`fields/record.schema.ts`). */
export type RecordBase = { version: number; createdAt: string; updatedAt: string; createdBy?: By | undefined };

/** A record with what is stored beside it and shown to nobody. */
export type Stored<R> = R & {
  companyId: string;
  /** Raised by every write; `version` only by what people change, so that their If-Match outlives our own writes. */
  revision: number;
  lastActor: By;
  lastAction: string;
  lastRequestId: string;
  /** On a deleted record, which stays for a while so that its end can be read off the table; then TTL removes it. */
  deletedAt?: string;
  /** In seconds, as TTL reads it. */
  expiresAt?: number;
  /** What is due with it is being done, and is due again by then (`due-records.ts`). */
  claimedUntil?: string;
};

/** How the records of a list are read: behind a position, so many at a time. */
export type From = { from: ItemKey | undefined; size: number };
export type Steps<R> = AsyncGenerator<Step<Stored<R>>[]>;

type Declaration<R, I extends keyof R, Q extends string, S> = {
  /** The field that holds the record's id. */
  id: I;
  /** Where a record lies, from its id alone. */
  key: { pk: (one: Pick<R, I>) => string; sk: (one: Pick<R, I>) => string };
  /** Indexes by the question that they answer; a record whose partition is falsy is not in one. */
  indexes: Readonly<
    Record<
      Q,
      {
        on: TableIndex;
        pk: (record: Partial<R>) => string | false | undefined;
        sk: (record: R) => string;
        /** In which order its records are read; the last key first by default. */
        order?: 'asc' | 'desc';
        /** Over so many partitions its records are spread by their ids, and read together: for those that many write at once. */
        shards?: number;
      }
    >
  >;
  /** Texts whose words lead to the record. They are written with it, so a search finds what was just written. */
  search?: (record: R) => readonly (string | undefined)[];
  /** When something is due with a record (ADR 0011); undefined where nothing is. */
  due?: (record: R) => string | undefined;
  /** Until when a record is kept; TTL removes it some time later, and nobody sees it from then on. For ever by default. */
  retention?: (record: R) => Date | undefined;
  /** How many a company may have at a time; 409 for one more. As many as it likes by default. */
  atMost?: AtMost;
  /** In which order records lie together are read; the newest first by default. */
  order?: 'asc' | 'desc';
  /** A record as callers see it, where that is not the whole of it. */
  shown?: (record: R) => S;
  /** What is kept of a record for the answer to a repeated request, where that is completed later (`Parts.seen`). */
  repeated?: (record: R) => object;
  /** What else is written in the transaction of a change, after the record itself. */
  beside?: (ctx: Context, after: Stored<R>, before?: Stored<R>) => TransactItem[];
};

/** Where records of one kind are kept: all that verbs and lists need to know of it. */
export type Store<R, I extends keyof R, Q extends string = never, S = R> = {
  kind: string;
  id: I;
  atMost?: AtMost | undefined;
  /** One record as it is now, strongly consistent, a deleted one too. */
  find(ctx: Context, id: R[I]): Promise<Stored<R> | undefined>;
  /**
   * The records that lie together, in the declared order; strongly consistent. `id` says where, in kinds whose records lie in
   * more than one partition.
   */
  all(ctx: Context, from: From, id?: R[I]): Steps<R>;
  /** The same in one go, as callers see them: for kinds of which a company has few. */
  every(ctx: Context): Promise<S[]>;
  /** The records that an index holds for what `of` says, in its order; eventually consistent. */
  by(ctx: Context, question: Q, of: Partial<R>, from: From): Steps<R>;
  /** Records that may hold all words of a text, newest first; {@link Store.contains} says which of them do. */
  found(ctx: Context, text: string, from: From): Steps<R>;
  /** Whether each word of a text begins a word of the record. */
  contains(record: R, text: string): boolean;
  /** The writes that put `after` in the place of `before`, or of nothing, provided that nobody else was faster. */
  write(ctx: Context, after: Stored<R>, before?: Stored<R>): TransactItem[];
  /** Where a record lies. */
  keyOf(ctx: Context, id: R[I]): { pk: string; sk: string };
  /** When something is due with a record: what is being done now, when its claim ends. */
  dueAt(record: Stored<R>): string | undefined;
  /** A record as callers see it. */
  publicOf(stored: Stored<R>): S;
  /** What is kept of it for the answer to a repeated request. */
  keptOf(stored: Stored<R>): object;
};

/** Records of one reading where all are read. */
const PER_PAGE = 200;
/** From so many records under one word on, looking through all records finds a page sooner. */
const FREQUENT = 500;
/** Words of a record that lead to it: also a change of them all fits into one transaction, which holds 100 writes. */
const MOST_WORDS = 40;

const isShown = (record: { deletedAt?: string }): boolean => record.deletedAt === undefined;

/** Whether a record is there for callers. TTL removes late: what is past its time is gone. */
export const isThere = <T extends { deletedAt?: string; expiresAt?: number }>(
  { now }: Pick<Context, 'now'>,
  record: T | undefined,
): record is T =>
  record !== undefined &&
  isShown(record) &&
  (record.expiresAt === undefined || record.expiresAt > now.getTime() / 1_000);

const shownOf =
  <R>(ctx: Context) =>
  ({ item, after }: Step<Stored<R>>): Step<Stored<R>> => ({ item: isThere(ctx, item) ? item : undefined, after });

/**
 * Declares where one kind of record is kept. Its items and queries are what an ElectroDB entity made of the schema and
 * the indexes says. Keys are declared without the company, which is put before each of them.
 */
export function defineStore<R extends RecordBase, I extends keyof R & string, Q extends string = never, S = R>(
  kind: string,
  schema: z.ZodObject & z.ZodType<R>,
  declaration: Declaration<R, I, Q, S>,
): Store<R, I, Q, S> {
  const {
    id,
    key,
    indexes,
    search = () => [],
    order = 'desc',
    beside = () => [],
    due,
    retention,
    atMost,
  } = declaration;
  const shown = declaration.shown ?? ((record: R) => record as unknown as S);
  // Asked for with each record: looked into here, the schema would be made while the module loads.
  const names = (): (keyof R)[] => Object.keys(schema.shape) as (keyof R)[];
  let made: Model | undefined;
  const model = (): Model =>
    (made ??= modelOf(kind, schema, { ...indexes, ...(due && { due: { on: 'gsi4' as const } }) }));
  const placed = ({ companyId }: Context, part: string): string => `${companyPrefix(companyId)}${part}`;
  const keyOf = (ctx: Context, value: R[I]) => {
    const one = { [id]: value } as unknown as Pick<R, I>;
    return { pk: placed(ctx, key.pk(one)), sk: key.sk(one) };
  };
  const indexKeys = (ctx: Context, record: R, { on, pk, sk, shards }: Declaration<R, I, Q, S>['indexes'][Q]) => {
    const part = pk(record);
    if (!part) return {};
    const place = shards === undefined ? part : shardName(part, shardOf(String(record[id]), shards));
    return { [tableIndexes[on].pk]: placed(ctx, place), [tableIndexes[on].sk]: sk(record) };
  };
  const dueAt = (record: Stored<R>): string | undefined =>
    isShown(record) ? (record.claimedUntil ?? due?.(record)) : undefined;
  const kept = (record: Stored<R>) => {
    const until = isShown(record) ? retention?.(record) : undefined;
    return until && { expiresAt: Math.ceil(until.getTime() / 1_000) };
  };
  const itemOf = (ctx: Context, record: Stored<R>): object => ({
    ...pick(record, [...names(), ...hidden]),
    ...kept(record),
    ...keyOf(ctx, record[id]),
    ...dueKeys(kind, String(record[id]), dueAt(record)),
    ...Object.assign(
      {},
      ...(isShown(record) ? Object.keys(indexes) : []).map((q) => indexKeys(ctx, record, indexes[q as Q])),
    ),
  });
  const wordsFor = (record: Stored<R> | undefined): Set<string> =>
    new Set(record && isShown(record) ? [...wordsIn(search(record))].slice(0, MOST_WORDS) : []);
  const queryOf = (name: string, partition: object, options: Omit<QueryOptions, 'order'> & Partial<QueryOptions>) => {
    const query = model().query[name];
    if (!query) throw new Error(`records of kind ${kind} have no index ${name}`);
    return query(partition).params({ order: 'desc', ...options });
  };

  async function* all(ctx: Context, { from, size }: From, of?: R[I]): Steps<R> {
    const partition = { pk: placed(ctx, key.pk({ [id]: of } as unknown as Pick<R, I>)) };
    const query = queryOf(BY_ID, partition, { limit: size, consistent: true, order });
    for await (const steps of queryPages<Stored<R>>(ctx, query, from)) yield steps.map(shownOf(ctx));
  }

  const counted = (ctx: Context, after: Stored<R>, before: Stored<R> | undefined): TransactItem[] => {
    const by = Number(isShown(after)) - Number(before !== undefined && isShown(before));
    return atMost && by !== 0 ? [countedIn(ctx, atMost, by > 0 ? 1 : -1)] : [];
  };
  const publicOf = (stored: Stored<R>): S => shown(pick<R, keyof R>(stored, names()) as R);

  return {
    kind,
    id,
    atMost,
    all,
    async every(ctx) {
      const found: S[] = [];
      for await (const steps of all(ctx, { from: undefined, size: PER_PAGE }))
        found.push(...steps.flatMap(({ item }) => (item ? [publicOf(item)] : [])));
      return found;
    },
    async find(ctx, value) {
      const { Item } = await ctx.db.send(new GetCommand(model().get(keyOf(ctx, value)).params({ consistent: true })));
      return Item as Stored<R> | undefined;
    },
    async *by(ctx, question, of, { from, size }) {
      const { on, pk, order: by = 'desc', shards } = indexes[question];
      const part = pk(of);
      if (!part) return;
      if (shards !== undefined) {
        const partitions = Array.from({ length: shards }, (_, shard) => placed(ctx, shardName(part, shard)));
        for await (const steps of shardPages(ctx, { index: on, partitions, size, order: by }, from))
          yield (await itemsBehind<Stored<R>>(ctx, steps)).map(shownOf(ctx));
        return;
      }
      const query = queryOf(question, { [tableIndexes[on].pk]: placed(ctx, part) }, { limit: size, order: by });
      for await (const steps of queryPages<ItemKey>(ctx, query, from))
        yield (await itemsBehind<Stored<R>>(ctx, steps)).map(shownOf(ctx));
    },
    async *found(ctx, text, { from, size }) {
      const ids = await idsOfText<R[I] & string>(ctx, kind, text, { limit: FREQUENT, consistent: true });
      if (!ids) return yield* all(ctx, { from, size });
      const keys = [...ids].map((one) => keyOf(ctx, one)).toSorted((one, other) => (one.sk < other.sk ? 1 : -1));
      const open = keys.filter(({ sk }) => from === undefined || sk < String(from['sk']));
      for (const some of batchesOf(open, size)) {
        const steps = some.map((one) => ({ item: one, after: one === open.at(-1) ? undefined : one }));
        yield (await itemsBehind<Stored<R>>(ctx, steps, { ConsistentRead: true })).map(shownOf(ctx));
      }
    },
    contains: (record, text) => containsWords(search(record), wordsOf(text)),
    write(ctx, after, before) {
      const { Item } = model().put(itemOf(ctx, after)).params();
      const words = { id: String(after[id]), before: wordsFor(before), after: wordsFor(after) };
      return [
        { Put: { TableName: tableName(), Item, ...unlessChanged(before?.revision ?? 0, 'revision') } },
        ...counted(ctx, after, before),
        ...beside(ctx, after, before),
        ...postingItems(ctx, kind, words),
      ];
    },
    keyOf,
    dueAt,
    publicOf,
    keptOf: (stored) => declaration.repeated?.(stored) ?? (publicOf(stored) as object),
  };
}

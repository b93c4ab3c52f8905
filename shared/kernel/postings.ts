import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from './context.ts';
import { notedFor } from './kept.ts';
import { companyPrefix, tableName } from './table.ts';
import { beginningOf, wordsOf } from './words.ts';
import { type RowRequest, writeAll } from './write-all.ts';
import type { TransactItem } from './write.ts';

/**
 * Search by words: one row per record and word, `<word>#<id>`, in a partition per kind and beginning of words
 * (docs/adr/0007). Names are written in the transaction of their record, so that a search finds what was written a
 * moment ago; texts are written by a queue worker behind the table's stream, which is cheaper. Rows lag: whoever
 * reads them asks the record itself.
 */
const partition = ({ companyId }: Pick<Context, 'companyId'>, kind: string, word: string): string =>
  `${companyPrefix(companyId)}srch#${kind}#${beginningOf(word)}`;

type Row = { pk: string; sk: string };
type Words = ReadonlySet<string>;

/** What a change of a record does to its words. */
export type PostingChange = { id: string; before: Words; after: Words };

const minus = (words: Words, others: Words): string[] => [...words].filter((word) => !others.has(word));
const isSame = (words: Words, others: Words): boolean =>
  words.size === others.size && [...words].every((word) => others.has(word));

const rowOf =
  (ctx: Pick<Context, 'companyId'>, kind: string, id: string) =>
  (word: string): Row => ({ pk: partition(ctx, kind, word), sk: `${word}#${id}` });

/** The rows of a change as parts of the transaction that makes it. */
export function postingItems(
  ctx: Pick<Context, 'companyId'>,
  kind: string,
  { id, before, after }: PostingChange,
): TransactItem[] {
  const row = rowOf(ctx, kind, id);
  const TableName = tableName();
  return [
    ...minus(after, before).map((word) => ({ Put: { TableName, Item: row(word) } })),
    ...minus(before, after).map((word) => ({ Delete: { TableName, Key: row(word) } })),
  ];
}

/** Writes rows of words of some records, in no order and in no transaction; those that are there stay as they are. */
export const putPostings = (
  ctx: Context,
  kind: string,
  some: readonly { id: string; words: Iterable<string> }[],
): Promise<void> =>
  writeAll(
    ctx,
    some.flatMap(({ id, words }) =>
      [...new Set(words)].map((word) => ({ PutRequest: { Item: rowOf(ctx, kind, id)(word) } })),
    ),
  );

/** Deletes the rows of words of a record, in no order and in no transaction. */
export const postingRowsGone = (ctx: Context, kind: string, id: string, words: Iterable<string>): Promise<void> =>
  writeAll(
    ctx,
    [...words].map((word) => ({ DeleteRequest: { Key: rowOf(ctx, kind, id)(word) } })),
  );

/** The words under which records are found now; none for those that are gone, or hidden. */
export type WordsNow = (ids: readonly string[]) => Promise<ReadonlyMap<string, Words>>;

const none: Words = new Set();

/**
 * Makes the rows of some records those of the words that they have now. `gone` are words that a change took away, by the
 * record's id. The records are read again once the rows are written, and those that have moved meanwhile are done once
 * more: so the last one to write is right, however many do this at the same time and in whatever order they came.
 */
export async function refreshPostings(
  ctx: Context,
  kind: string,
  gone: ReadonlyMap<string, Words>,
  wordsNow: WordsNow,
): Promise<void> {
  let open = gone;
  let now = await wordsNow([...open.keys()]);
  while (open.size > 0) {
    await writeAll(ctx, requestsOf(ctx, kind, open, now));
    const later = await wordsNow([...open.keys()]);
    const wordsOf = (id: string): Words => now.get(id) ?? none;
    const moved = [...open].filter(([id]) => !isSame(wordsOf(id), later.get(id) ?? none));
    open = new Map(moved.map(([id, words]) => [id, new Set([...words, ...wordsOf(id)])]));
    now = later;
  }
}

function requestsOf(
  ctx: Context,
  kind: string,
  gone: ReadonlyMap<string, Words>,
  now: ReadonlyMap<string, Words>,
): RowRequest[] {
  return [...gone].flatMap(([id, words]) => {
    const row = rowOf(ctx, kind, id);
    const present = now.get(id) ?? none;
    return [
      ...[...present].map((word) => ({ PutRequest: { Item: row(word) } })),
      ...minus(words, present).map((word) => ({ DeleteRequest: { Key: row(word) } })),
    ];
  });
}

/** Words that had too many records a while ago are believed to have them still: to learn it reads thousands of rows. */
const frequent = notedFor(5 * 60_000);

/**
 * Ids of records under words that begin so, in no order; undefined when there are more than `limit`, or were in the last
 * five minutes, because such a word tells little and looking through the records themselves finds a page sooner.
 */
export async function idsUnder<I extends string>(
  ctx: Context,
  kind: string,
  beginning: string,
  { limit, consistent = false }: { limit: number; consistent?: boolean },
): Promise<Set<I> | undefined> {
  const pk = partition(ctx, kind, beginning);
  const name = `${limit}#${pk}#${beginning}`;
  if (frequent.has(name, ctx.now.getTime())) return undefined;
  const ids = new Set<I>();
  let from: Record<string, unknown> | undefined;
  do {
    const page = await ctx.db.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :beginning)',
        ExpressionAttributeValues: { ':pk': pk, ':beginning': beginning },
        ConsistentRead: consistent,
        Limit: limit + 1,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const { sk } of page.Items ?? []) ids.add(String(sk).slice(String(sk).lastIndexOf('#') + 1) as I);
    if (ids.size > limit) {
      frequent.note(name, ctx.now.getTime());
      return undefined;
    }
    from = page.LastEvaluatedKey;
  } while (from);
  return ids;
}

/** A word of a record, as the search finds it. */
export type Posting<I extends string> = { word: string; id: I };

/**
 * Words that begin so with their records, in the order of the words, so many at most; `more` where there are others. One
 * page: callers ask for a thousand, of some 100 bytes each.
 */
export async function postingsUnder<I extends string>(
  ctx: Context,
  kind: string,
  beginning: string,
  { limit, consistent = false }: { limit: number; consistent?: boolean },
): Promise<{ postings: Posting<I>[]; more: boolean }> {
  // One page is enough: what does not fit is told as `more`.
  const { Items = [], LastEvaluatedKey } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :beginning)',
      ExpressionAttributeValues: { ':pk': partition(ctx, kind, beginning), ':beginning': beginning },
      ConsistentRead: consistent,
      Limit: limit,
    }),
  );
  const postings = Items.map(({ sk }) => {
    const end = String(sk).lastIndexOf('#');
    return { word: String(sk).slice(0, end), id: String(sk).slice(end + 1) as I };
  });
  return { postings, more: LastEvaluatedKey !== undefined };
}

/** The newest ids of records that hold a word itself, of those between two, so many at most; eventually consistent. */
export async function newestUnder<I extends string>(
  ctx: Context,
  kind: string,
  word: string,
  { between: [low, high], limit }: { between: readonly [low: I, high: I]; limit: number },
): Promise<I[]> {
  // One page is enough: a posting has some 300 bytes, and callers ask for hundreds.
  const { Items = [] } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
      ExpressionAttributeValues: {
        ':pk': partition(ctx, kind, word),
        ':low': `${word}#${low}`,
        ':high': `${word}#${high}`,
      },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return Items.map(({ sk }) => String(sk).slice(word.length + 1) as I);
}

/**
 * Ids of records that hold all words of a text, by the words that are rare enough to tell; undefined when none of them
 * is, and the records themselves have to be looked through.
 */
export async function idsOfText<I extends string>(
  ctx: Context,
  kind: string,
  text: string,
  how: { limit: number; consistent?: boolean },
): Promise<Set<I> | undefined> {
  const found = await Promise.all([...new Set(wordsOf(text))].map((word) => idsUnder<I>(ctx, kind, word, how)));
  const [first, ...others] = found.filter((ids) => ids !== undefined);
  return first && new Set([...first].filter((id) => others.every((ids) => ids.has(id))));
}

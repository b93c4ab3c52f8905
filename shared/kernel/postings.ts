import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { eachBatch } from './batches.ts';
import type { Context } from './context.ts';
import { sendAll } from './retry.ts';
import { companyPrefix, tableName } from './table.ts';
import { beginningOf, wordsOf } from './words.ts';
import type { TransactItem } from './write.ts';

/**
 * Search by words: one row per record and word, `<word>#<id>`, in a partition per kind and beginning of words
 * (docs/adr/0007). Names are written in the transaction of their record, so that a search finds what was written a
 * moment ago; texts are written behind the table's stream, which is cheaper. Rows may outlive a word: whoever reads
 * them asks the record itself.
 */
const partition = ({ companyId }: Pick<Context, 'companyId'>, kind: string, word: string): string =>
  `${companyPrefix(companyId)}srch#${kind}#${beginningOf(word)}`;

type Row = { pk: string; sk: string };
type Words = ReadonlySet<string>;

/** What a change of a record does to its words. */
export type PostingChange = { id: string; before: Words; after: Words };

const PER_WRITE = 25;
const PARALLEL = 4;

const minus = (words: Words, others: Words): string[] => [...words].filter((word) => !others.has(word));

/** Rows that a change adds, and rows that it takes away. */
function rowsOf(ctx: Pick<Context, 'companyId'>, kind: string, { id, before, after }: PostingChange) {
  const row = (word: string): Row => ({ pk: partition(ctx, kind, word), sk: `${word}#${id}` });
  return { added: minus(after, before).map(row), gone: minus(before, after).map(row) };
}

/** The rows of a change as parts of the transaction that makes it. */
export function postingItems(ctx: Pick<Context, 'companyId'>, kind: string, change: PostingChange): TransactItem[] {
  const { added, gone } = rowsOf(ctx, kind, change);
  const TableName = tableName();
  return [
    ...added.map((Item) => ({ Put: { TableName, Item } })),
    ...gone.map((Key) => ({ Delete: { TableName, Key } })),
  ];
}

type Request = { PutRequest: { Item: Row } } | { DeleteRequest: { Key: Row } };

/**
 * Writes the rows of many changes, the later of two changes last; safe to repeat. A stale change only adds: what it
 * would take away, a newer version may have brought back.
 */
export async function writePostings(
  ctx: Context,
  kind: string,
  changes: readonly (PostingChange & { stale: boolean })[],
): Promise<void> {
  const requests = new Map<string, Request>();
  for (const change of changes) {
    const { added, gone } = rowsOf(ctx, kind, change);
    for (const Item of added) requests.set(Item.sk, { PutRequest: { Item } });
    if (!change.stale) for (const Key of gone) requests.set(Key.sk, { DeleteRequest: { Key } });
  }
  await eachBatch([...requests.values()], { size: PER_WRITE, parallel: PARALLEL }, (batch) => writeAll(ctx, batch));
}

const writeAll = (ctx: Context, requests: Request[]): Promise<void> =>
  sendAll('the table', requests, async (open) => {
    const RequestItems = { [tableName()]: [...open] };
    const { UnprocessedItems } = await ctx.db.send(new BatchWriteCommand({ RequestItems }));
    return (UnprocessedItems?.[tableName()] ?? []) as Request[];
  });

/**
 * Ids of records under words that begin so, in no order; undefined when there are more than `limit`, because
 * such a word tells little and looking through the records themselves finds a page sooner.
 */
export async function idsUnder<I extends string>(
  ctx: Context,
  kind: string,
  beginning: string,
  { limit, consistent = false }: { limit: number; consistent?: boolean },
): Promise<Set<I> | undefined> {
  const ids = new Set<I>();
  let from: Record<string, unknown> | undefined;
  do {
    const page = await ctx.db.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :beginning)',
        ExpressionAttributeValues: { ':pk': partition(ctx, kind, beginning), ':beginning': beginning },
        ConsistentRead: consistent,
        Limit: limit + 1,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const { sk } of page.Items ?? []) ids.add(String(sk).slice(String(sk).lastIndexOf('#') + 1) as I);
    if (ids.size > limit) return undefined;
    from = page.LastEvaluatedKey;
  } while (from);
  return ids;
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

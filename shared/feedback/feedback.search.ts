import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { eachBatch } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import { sendAll } from '../kernel/retry.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import type { StoredFeedback } from './feedback.schema.ts';
import { beginningOf } from '../kernel/words.ts';
import { indexedWords } from './feedback.words.ts';
import type { Id } from '../kernel/id-kinds.ts';

/**
 * Free-text search: one row per record and word, `<word>#<feedbackId>`, in a partition per beginning of words
 * (docs/adr/0007). Rows may lag behind or outlive a word; whoever reads them asks the record itself.
 */
const partition = ({ companyId }: Pick<Context, 'companyId'>, word: string): string =>
  `${companyPrefix(companyId)}srch#fb#${beginningOf(word)}`;

const PER_WRITE = 25;
const PARALLEL = 4;

type Texts = Pick<StoredFeedback, 'feedbackId' | 'subject' | 'comments' | 'context' | 'deletedAt'>;
type TextChange = { before?: Texts; after?: Texts; stale: boolean };
type Row = { pk: string; sk: string };
type Request = { PutRequest: { Item: Row } } | { DeleteRequest: { Key: Row } };

const shownWords = (record: Texts | undefined): Set<string> =>
  record && record.deletedAt === undefined ? indexedWords(record) : new Set();

const minus = (words: ReadonlySet<string>, others: ReadonlySet<string>): string[] =>
  [...words].filter((word) => !others.has(word));

/**
 * Brings the postings of changed records up to date; safe to repeat. A stale change only adds: what it would
 * take away, a newer version may have brought back.
 */
export async function indexText(ctx: Context, changes: readonly TextChange[]): Promise<void> {
  const requests = new Map<string, Request>();
  for (const { before, after, stale } of changes) {
    const [old, now] = [shownWords(before), shownWords(after)];
    const feedbackId = (after ?? before)?.feedbackId ?? '';
    const row = (word: string): Row => ({ pk: partition(ctx, word), sk: `${word}#${feedbackId}` });
    for (const word of minus(now, old)) requests.set(row(word).sk, { PutRequest: { Item: row(word) } });
    if (stale) continue;
    for (const word of minus(old, now)) requests.set(row(word).sk, { DeleteRequest: { Key: row(word) } });
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
export async function idsOf(ctx: Context, beginning: string, limit: number): Promise<Set<Id<'feedback'>> | undefined> {
  const ids = new Set<Id<'feedback'>>();
  let from: Record<string, unknown> | undefined;
  do {
    const page = await ctx.db.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :beginning)',
        ExpressionAttributeValues: { ':pk': partition(ctx, beginning), ':beginning': beginning },
        Limit: limit + 1,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const { sk } of page.Items ?? []) ids.add(String(sk).slice(String(sk).lastIndexOf('#') + 1) as Id<'feedback'>);
    if (ids.size > limit) return undefined;
    from = page.LastEvaluatedKey;
  } while (from);
  return ids;
}

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { encodeTime } from 'ulid';
import { monthsOf } from '../company/months.ts';
import type { Context } from '../kernel/context.ts';
import { type TableIndex, tableIndexes } from '../kernel/indexes.ts';
import { idMonth } from '../kernel/ids.ts';
import { idPrefixes } from '../kernel/id-kinds.ts';
import { shardPages } from '../kernel/shards.ts';
import { tableName } from '../kernel/table.ts';
import type { Filter } from '../match/filter.ts';
import type { StoredFeedback } from './feedback.schema.ts';
import {
  agentPartition,
  casePartition,
  customerPartition,
  feedbackKey,
  findAll,
  monthPartition,
  ticketPartition,
} from './feedback.store.ts';
import { idsOfText } from '../kernel/postings.ts';
import { FEEDBACK_WORDS } from './feedback.words.ts';
import type { Id } from '../kernel/id-kinds.ts';

/** Instants from (inclusive) and to (exclusive), in milliseconds. */
export type Span = { start: number; end: number };

/** Some records in order of their ids, newest first, and the id down to which this is everything. */
export type Page = { records: StoredFeedback[]; downTo: Id<'feedback'> | undefined };

const LAST_TIME = Date.parse('9999-12-31T23:59:59.999Z');
const FREQUENT = 2_000;
/** Feedback may be dated this far ahead. */
const AHEAD_MS = 5 * 60_000;

/** Ids of a span are those between two: an id begins with its time. */
const idAt = (time: number, filler: string): Id<'feedback'> =>
  `${idPrefixes.feedback}_${encodeTime(Math.min(Math.max(time, 0), LAST_TIME), 10).toLowerCase()}${filler.repeat(16)}` as Id<'feedback'>;

/** The first and the last id that a record of a span can have. */
export const idsOfSpan = ({ start, end }: Span): [low: Id<'feedback'>, high: Id<'feedback'>] => [
  idAt(start, '0'),
  idAt(end - 1, 'z'),
];

const bottomOf = (month: string): Id<'feedback'> => idAt(Date.parse(`${month}-01T00:00:00.000Z`), '0');

/**
 * Records that may match a filter, newest first and strictly below `after`, from the narrowest source there is:
 * the customer's, ticket's, case's or agent's index, the postings of a rare word, else the timeline itself.
 * The caller still has to measure each. `people` are the keys of one person, under all names. `downTo` is undefined on the last page.
 */
export async function* candidates(
  ctx: Context,
  filter: Filter,
  span: Span,
  after: Id<'feedback'> | undefined,
  size: number,
  people: readonly string[] | undefined,
): AsyncGenerator<Page> {
  const [low, high] = idsOfSpan(span);
  if (span.end <= span.start || (after !== undefined && after <= low)) return;
  const range: Range = { low, high, after: after !== undefined && after <= high ? after : undefined, size };
  if (people)
    return yield* together(
      ctx,
      people.map((key) => customerPartition(ctx, key)),
      range,
    );
  const partitions = indexOf(ctx, filter);
  if (partitions) return yield* indexed(ctx, partitions.index, [partitions.pk], range);
  const rare =
    filter.q === undefined
      ? undefined
      : await idsOfText<Id<'feedback'>>(ctx, FEEDBACK_WORDS, filter.q, { limit: FREQUENT });
  if (rare) return yield* chosen(ctx, rare, range);
  const { agentId } = filter;
  if (agentId === undefined) return yield* timeline(ctx, range);
  const months = (await monthsOf(ctx))
    .filter((month) => month >= idMonth(low) && month <= idMonth(after ?? high))
    .toReversed();
  yield* indexed(
    ctx,
    'gsi2',
    months.map((month) => agentPartition(ctx, agentId, month)),
    range,
  );
}

type Range = { low: Id<'feedback'>; high: Id<'feedback'>; after: Id<'feedback'> | undefined; size: number };

function indexOf(ctx: Context, filter: Filter): { index: TableIndex; pk: string } | undefined {
  if (filter.ticketId !== undefined) return { index: 'gsi5', pk: ticketPartition(ctx, filter.ticketId) };
  return filter.caseId === undefined ? undefined : { index: 'gsi6', pk: casePartition(ctx, filter.caseId) };
}

/**
 * The month partitions themselves: what is read is what is returned. It begins at the newest month in which anything
 * can be, and asks which months hold feedback only when that one is through: most pages never need to know.
 */
async function* timeline(ctx: Context, { low, high, after, size }: Range): AsyncGenerator<Page> {
  const newest = new Date(ctx.now.getTime() + AHEAD_MS).toISOString().slice(0, 7);
  const start = idMonth(after ?? high);
  let older: string[] | undefined;
  let month: string | undefined = start < newest ? start : newest;
  // Only a filter that ends before it begins, or in the future alone, has no month at all.
  if (month < idMonth(low)) return;
  for (; month !== undefined; month = older?.shift()) {
    const current: string = month;
    let from = after !== undefined && idMonth(after) === current ? feedbackKey(ctx, after) : undefined;
    do {
      const page = await ctx.db.send(
        new QueryCommand({
          TableName: tableName(),
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
          ExpressionAttributeValues: { ':pk': monthPartition(ctx, current), ':low': low, ':high': high },
          ScanIndexForward: false,
          Limit: size,
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      const records = (page.Items ?? []) as StoredFeedback[];
      from = page.LastEvaluatedKey as typeof from;
      if (!from) {
        older ??= (await monthsOf(ctx)).filter((one) => one >= idMonth(low) && one < current).toReversed();
      }
      yield { records, downTo: from?.sk ?? (older?.length === 0 ? undefined : bottomOf(current)) };
    } while (from);
  }
}

/** Indexes hold keys only; the records behind them are read in batches. */
async function* indexed(
  ctx: Context,
  index: TableIndex,
  partitions: readonly string[],
  { low, high, after, size }: Range,
): AsyncGenerator<Page> {
  const { pk: pkName, sk: skName } = tableIndexes[index];
  for (const pk of partitions) {
    const month = /\d{4}-\d{2}$/.exec(pk)?.[0];
    const inside = after !== undefined && (index !== 'gsi2' || idMonth(after) === month);
    let from: Record<string, unknown> | undefined = inside
      ? { ...feedbackKey(ctx, after), [pkName]: pk, [skName]: after }
      : undefined;
    do {
      const page = await ctx.db.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: index,
          KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :low AND :high',
          ExpressionAttributeNames: { '#pk': pkName, '#sk': skName },
          ExpressionAttributeValues: { ':pk': pk, ':low': low, ':high': high },
          ScanIndexForward: false,
          Limit: size,
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      const records = await findAll(
        ctx,
        ((page.Items ?? []) as { sk: Id<'feedback'> }[]).map(({ sk }) => sk),
      );
      from = page.LastEvaluatedKey;
      const end = from === undefined && pk === partitions.at(-1);
      yield {
        records,
        downTo: end ? undefined : from ? (from['sk'] as Id<'feedback'>) : bottomOf(month ?? ''),
      };
    } while (from);
  }
}

/** What a person said under several names, in one order. */
async function* together(
  ctx: Context,
  partitions: readonly string[],
  { low, high, after, size }: Range,
): AsyncGenerator<Page> {
  const begin = { [tableIndexes.gsi1.sk]: after ?? high };
  for await (const steps of shardPages(ctx, { index: 'gsi1', partitions, size, order: 'desc' }, begin)) {
    const ids = steps.flatMap(({ item }) => (item ? [item['sk'] as Id<'feedback'>] : []));
    const inside = ids.filter((id) => id >= low);
    const isEnd = inside.length < ids.length || steps.at(-1)?.after === undefined;
    yield { records: await findAll(ctx, inside), downTo: isEnd ? undefined : inside.at(-1) };
    if (isEnd) return;
  }
}

async function* chosen(
  ctx: Context,
  ids: ReadonlySet<Id<'feedback'>>,
  { low, high, after, size }: Range,
): AsyncGenerator<Page> {
  const below = [...ids]
    .filter((id) => id >= low && id <= high && (after === undefined || id < after))
    .toSorted()
    .toReversed();
  for (let at = 0; at < below.length; at += size) {
    const some = below.slice(at, at + size);
    yield { records: await findAll(ctx, some), downTo: at + size < below.length ? some.at(-1) : undefined };
  }
}

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { sendOptions } from './batch-get.ts';
import type { Context } from './context.ts';
import { keyNames, type TableIndex } from './indexes.ts';
import { tableName } from './table.ts';
import type { ItemKey, Step } from './walk.ts';

/** What one of the partitions is called over which the rows of an index are spread. */
export const shardName = (part: string, shard: number): string => `${part}#${shard}`;

/** Read of each beyond its share, so that one that holds more of a page than others is mostly read once. */
const SPARE = 4;

type Shard = { pk: string; rows: ItemKey[]; after: string | undefined; done: boolean };
/** Partitions of an index, or of the table itself. */
type Spread = { index?: TableIndex; partitions: readonly string[]; size: number; order: 'asc' | 'desc' };

/**
 * What is spread over partitions, in one order, so many at a time: what is read does not grow with what is there. What has
 * one sort key is one thing, whichever partitions it lies in, and comes once; so a position is the last sort key.
 */
export async function* shardPages(
  ctx: Context,
  { index, partitions, size, order }: Spread,
  from: ItemKey | undefined,
): AsyncGenerator<Step<ItemKey>[]> {
  const { sk } = keyNames(index);
  const start = from === undefined ? undefined : String(from[sk]);
  const shards: Shard[] = partitions.map((pk) => ({ pk, rows: [], after: start, done: false }));
  const share = Math.ceil(size / partitions.length) + SPARE;
  const nameOf = (row: ItemKey | undefined): string => String(row?.[sk]);
  let last: string | undefined;
  for (;;) {
    const steps: Step<ItemKey>[] = [];
    while (steps.length < size) {
      const empty = shards.filter(({ rows, done }) => rows.length === 0 && !done);
      await Promise.all(empty.map((shard) => fill(ctx, shard, { index, share, order })));
      const [next] = shards
        .filter(({ rows }) => rows.length > 0)
        .toSorted((one, other) => (nameOf(one.rows[0]) < nameOf(other.rows[0]) === (order === 'asc') ? -1 : 1));
      const item = next?.rows.shift();
      if (!item) break;
      if (nameOf(item) === last) continue;
      last = nameOf(item);
      steps.push({ item, after: { [sk]: item[sk] } });
    }
    const isMore = shards.some(({ rows, done }) => rows.length > 0 || !done);
    yield isMore ? steps : [...steps.slice(0, -1), { item: steps.at(-1)?.item, after: undefined }];
    if (!isMore) return;
  }
}

async function fill(
  ctx: Context,
  shard: Shard,
  { index, share, order }: { index: TableIndex | undefined; share: number; order: 'asc' | 'desc' },
): Promise<void> {
  const names = keyNames(index);
  const beyond = shard.after === undefined ? '' : ` AND ${names.sk} ${order === 'asc' ? '>' : '<'} :after`;
  // One page is enough: whoever needs more asks again behind the last one.
  const { Items = [], LastEvaluatedKey } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: index,
      KeyConditionExpression: `${names.pk} = :pk${beyond}`,
      ExpressionAttributeValues: { ':pk': shard.pk, ...(beyond && { ':after': shard.after }) },
      ScanIndexForward: order === 'asc',
      Limit: share,
    }),
    sendOptions(ctx),
  );
  shard.rows = Items;
  shard.after = Items.length > 0 ? String(Items.at(-1)?.[names.sk]) : shard.after;
  shard.done = LastEvaluatedKey === undefined;
}

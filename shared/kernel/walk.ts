import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { batchGet, type How, sendOptions } from './batch-get.ts';
import type { Context } from './context.ts';
import { keyNames, type TableIndex, tableIndexes } from './indexes.ts';
import { tableName } from './table.ts';

/** A megabyte at most as well. DynamoDB Local would read all of a partition for each page without it. */
const PER_PAGE = 1_000;

/**
 * Everything under one partition key, in its order, a page at a time; strongly consistent by default, at
 * half the price. An index is always eventually consistent. `between` names the sort keys to begin and to end with,
 * `perPage` how many are read at a time by whoever wants a few.
 */
export async function* walkPartition<Item>(
  ctx: Context,
  pk: string,
  {
    index,
    consistent = index === undefined,
    between,
    perPage = PER_PAGE,
  }: {
    index?: TableIndex;
    consistent?: boolean;
    between?: readonly [first: string, last: string] | undefined;
    perPage?: number;
  } = {},
): AsyncGenerator<Item[]> {
  const names = keyNames(index);
  let from: Record<string, unknown> | undefined;
  do {
    const page = await ctx.db.send(
      new QueryCommand({
        TableName: tableName(),
        IndexName: index,
        KeyConditionExpression: `${names.pk} = :pk${between ? ` AND ${names.sk} BETWEEN :first AND :last` : ''}`,
        ExpressionAttributeValues: { ':pk': pk, ...(between && { ':first': between[0], ':last': between[1] }) },
        ConsistentRead: consistent,
        Limit: perPage,
        ExclusiveStartKey: from,
      }),
    );
    yield (page.Items ?? []) as Item[];
    from = page.LastEvaluatedKey;
  } while (from);
}

/** What a list comes by: an item, or none that it shows, and the position behind it; undefined where nothing follows. */
export type Step<Item, Position = ItemKey> = { item?: Item | undefined; after: Position | undefined };
/** Keys of an item in the table and in the index that was read. */
export type ItemKey = Record<string, unknown>;

/** The items that a query finds behind a position, in its order, in the pages in which the table gives them. */
export async function* queryPages<Item>(
  ctx: Context,
  query: Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>,
  from: ItemKey | undefined,
): AsyncGenerator<Step<Item>[]> {
  const index = query.IndexName === undefined ? undefined : tableIndexes[query.IndexName as TableIndex];
  const names = ['pk', 'sk', ...(index ? [index.pk, index.sk] : [])];
  let after = from;
  do {
    const { Items = [], LastEvaluatedKey } = await ctx.db.send(
      new QueryCommand({ TableName: tableName(), ...query, ExclusiveStartKey: after }),
      sendOptions(ctx),
    );
    after = LastEvaluatedKey;
    const steps = Items.map((item): Step<Item> => ({
      item: item as Item,
      after: Object.fromEntries(names.map((name): [string, unknown] => [name, item[name]])),
    }));
    // Behind the last one it goes on where the table says, or nowhere; so it does where a filter let nothing through.
    yield [...steps.slice(0, -1), { item: steps.at(-1)?.item, after }];
  } while (after);
}

/** The same steps with the items whose keys an index gave, read in one go; none where an item is gone by now. */
export async function itemsBehind<Item>(
  ctx: Context,
  steps: readonly Step<ItemKey>[],
  how?: How,
): Promise<Step<Item>[]> {
  const nameOf = ({ pk, sk }: ItemKey) => `${String(pk)} ${String(sk)}`;
  const keys = steps.flatMap(({ item }) => (item ? [{ pk: String(item['pk']), sk: String(item['sk']) }] : []));
  const found = new Map((await batchGet(ctx, keys, how)).map((item) => [nameOf(item), item as Item]));
  return steps.map(({ item, after }) => ({ item: item && found.get(nameOf(item)), after }));
}

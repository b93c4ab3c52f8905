import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { eachBatch } from './batches.ts';
import type { Context } from './context.ts';
import { sendAll } from './retry.ts';
import { tableName } from './table.ts';

type Key = { pk: string; sk: string };
type Item = Record<string, unknown>;
/** How to read, as DynamoDB names it. */
export type How = {
  ConsistentRead?: boolean;
  ProjectionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
};

const PER_READ = 100;
const PARALLEL = 4;

/**
 * The items behind some keys, in no order; keys without an item are left out. DynamoDB may answer in part: only the
 * remainder is asked for again. Throws what counts as a throttle when that does not end, or the deadline comes first.
 */
export async function batchGet(ctx: Context, keys: readonly Key[], how: How = {}): Promise<Item[]> {
  const items: Item[] = [];
  // DynamoDB refuses a request that names a key twice.
  const each = new Map(keys.map((key) => [JSON.stringify([key.pk, key.sk]), key]));
  await eachBatch([...each.values()], { size: PER_READ, parallel: PARALLEL }, async (batch) => {
    items.push(...(await batchOf(ctx, batch, how)));
  });
  return items;
}

async function batchOf(ctx: Context, keys: Item[], how: How): Promise<Item[]> {
  const items: Item[] = [];
  await sendAll<Item>('the table', keys, async (open) => {
    const { Responses, UnprocessedKeys } = await ctx.db.send(
      new BatchGetCommand({ RequestItems: { [tableName()]: { Keys: [...open], ...how } } }),
      sendOptions(ctx),
    );
    items.push(...(Responses?.[tableName()] ?? []));
    return UnprocessedKeys?.[tableName()]?.Keys ?? [];
  });
  return items;
}

/** A read that outlives the request's deadline is given up, so that the caller gets a 503 and not a timeout. */
export const sendOptions = ({ deadline }: Pick<Context, 'deadline'>) =>
  deadline ? { abortSignal: AbortSignal.timeout(Math.max(1, deadline.getTime() - Date.now())) } : {};

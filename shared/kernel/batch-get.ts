import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from './context.ts';
import { sendAll } from './retry.ts';
import { tableName } from './table.ts';

type Key = { pk: string; sk: string };
type Item = Record<string, unknown>;
/** How to read, as DynamoDB names it. */
type How = {
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
  const chunks: Key[][] = [];
  for (let at = 0; at < keys.length; at += PER_READ) chunks.push(keys.slice(at, at + PER_READ));
  const items: Item[] = [];
  const worker = async (): Promise<void> => {
    for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) items.push(...(await chunkOf(ctx, chunk, how)));
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, chunks.length) }, worker));
  return items;
}

async function chunkOf(ctx: Context, keys: Item[], how: How): Promise<Item[]> {
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

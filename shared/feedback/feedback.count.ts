import { type Context, RESERVE_MS } from '../kernel/context.ts';
import { countedRecords } from '../metrics/counted.ts';
import { count as countListed } from './feedback.list.ts';
import type { FeedbackFilter } from './feedback.requests.schema.ts';

/** So long records are looked at; what is left is for the caller to ask for. */
const LOOK_MS = 2_500;

export type Count = { count: number; atLeast: boolean; nextCursor: string | null };

/**
 * How many records match: at once from the counters where the filter is one dimension in whole days, else by looking at
 * the records for up to 2.5 seconds, after which `count` is what was found until then, `atLeast` says so, and the cursor
 * leads on to the rest.
 */
export async function count(ctx: Context, input: FeedbackFilter & { cursor?: string | undefined }): Promise<Count> {
  const { cursor, ...filter } = input;
  if (cursor === undefined) {
    const counted = await counters(ctx, filter);
    if (counted !== undefined) return { count: counted, atLeast: false, nextCursor: null };
  }
  const latest = Date.now() + LOOK_MS + RESERVE_MS;
  const deadline = new Date(Math.min(latest, ctx.deadline?.getTime() ?? Infinity));
  const found = await countListed({ ...ctx, deadline }, input);
  return { ...found, atLeast: found.nextCursor !== null };
}

/** An agent's view is narrowed to their own; asking for another agent's finds nothing. */
async function counters(ctx: Context, filter: FeedbackFilter): Promise<number | undefined> {
  const { id, ownOnly } = ctx.actor;
  if (!ownOnly) return countedRecords(ctx, filter);
  if (filter.agentId !== undefined && filter.agentId !== id) return undefined;
  return countedRecords(ctx, { ...filter, agentId: id });
}

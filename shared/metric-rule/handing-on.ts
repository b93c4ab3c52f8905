import * as z from 'zod';
import { batchesOf } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import { sendMessages } from '../kernel/queue.ts';
import { MARKS_QUEUE, queueVariable } from '../kernel/queue-variable.ts';
import type { Moved } from '../metrics/rollup.ts';
import { watched } from './marking.ts';

const row = z.object({ dimension: z.string(), key: z.string(), day: z.iso.date() });
/** Counter rows of a company that move. */
export const MovedMessage = z.object({ companyId: z.string(), rows: z.array(row).min(1) });
export type MovedMessage = z.infer<typeof MovedMessage>;

export const MARKS_LANE = 'moved';
/** A key has 512 characters at most: a message stays far below 256 KB. */
const ROWS_PER_MESSAGE = 50;

/**
 * Tells the queue of rules on numbers which rows are about to move. A company without such rules costs nothing but the look at
 * its rule set, once in ten seconds.
 */
export async function handOnMoved(ctx: Context, moved: readonly Moved[]): Promise<void> {
  if (moved.length === 0) return;
  const rows = await watched(ctx, moved);
  if (rows.length === 0) return;
  const { companyId } = ctx;
  const messages = batchesOf(rows, ROWS_PER_MESSAGE).map((some) => ({
    body: JSON.stringify({ companyId, rows: some } satisfies MovedMessage),
    group: companyId,
  }));
  await sendMessages('the queue of moved numbers', env(queueVariable(MARKS_QUEUE, MARKS_LANE)), messages);
}

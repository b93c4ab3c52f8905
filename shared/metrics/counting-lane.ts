import * as z from 'zod';
import { noteHandedOn } from '../kernel/backlog.ts';
import { batchesOf } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import { handOn, LaneMessage } from '../kernel/lanes.ts';
import { COUNTING_QUEUE } from '../kernel/queue-variable.ts';
import type { CountedKind, StoredKind } from './counted-kind.ts';
import { type Announce, applyChanges, tableStore } from './rollup.ts';

/** Records of one counted kind whose numbers are to be brought up to date. */
export const CountingMessage = LaneMessage.extend({ kind: z.string() });
export type CountingMessage = z.infer<typeof CountingMessage>;

const IDS_PER_MESSAGE = 100;
/** So long that a record has mostly been analysed when it is counted, and need not be counted anew for that. */
const LEAST_DELAY_SECONDS = 20;
/** What is handed on within so long is delivered at the same moment: few full batches write far fewer rows than many small ones. */
const TOGETHER_SECONDS = 30;

/** Puts records on the queue of those whose numbers can wait. */
export async function handOnCounting(ctx: Context, kind: CountedKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const about = { lane: 'backlog' as const, companyId: ctx.companyId, kind: kind.kind };
  const handedOnAt = new Date().toISOString();
  await noteHandedOn(ctx, COUNTING_QUEUE, handedOnAt, ids.length);
  const messages = batchesOf(ids, IDS_PER_MESSAGE).map((some): CountingMessage => ({
    ...about,
    handedOnAt,
    ids: some,
  }));
  await handOn(COUNTING_QUEUE, messages, delayUntilDelivery(handedOnAt));
}

/** Seconds from a time to the next delivery: 20 to 50, so that it falls on a full half-minute. */
export function delayUntilDelivery(handedOnAt: string): number {
  const seconds = Date.parse(handedOnAt) / 1_000;
  return Math.ceil((seconds + LEAST_DELAY_SECONDS) / TOGETHER_SECONDS) * TOGETHER_SECONDS - Math.floor(seconds);
}

/**
 * Counts records as they are now. It takes the same conditional step as the stream reader, so both may run at once, and
 * twice; returns the ids of records that can never be counted.
 */
export async function countRecords(
  ctx: Context,
  kind: StoredKind,
  ids: readonly string[],
  announce: Announce,
): Promise<string[]> {
  // One that has left the table since is counted as gone by the reader.
  const changes = (await kind.find?.(ctx, ids)) ?? [];
  return (await applyChanges(tableStore(ctx, kind), changes, { announce })).refused;
}

import * as z from 'zod';
import { isBulkItem } from '../feedback/bulk-item.ts';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { batchesOf } from '../kernel/batches.ts';
import { env } from '../kernel/env.ts';
import { sendMessages } from '../kernel/queue.ts';
import { queueVariable } from '../kernel/queue-variable.ts';

/** Of the queue trigger that analyses texts. */
export const ANALYSIS_QUEUE = 'analysis';

/** `new`: what has just been said, analysed at once. `backlog`: imports and old texts, in what capacity is left. */
export const Lane = z.enum(['new', 'backlog']);
export type Lane = z.infer<typeof Lane>;

const OLD_MS = 24 * 3_600_000;

/** What of a stored record decides on its lane. */
export type LaneFacts = {
  source: string;
  occurredAt: string;
  updatedAt: string;
  lastAction?: string;
  lastRequestId?: string;
};

/**
 * The lane of a record by how its last change came: in bulk, by an import, as a request to analyse again, or more than
 * a day after it was said, it can wait; whatever else just happened.
 */
export function laneOf({ source, occurredAt, updatedAt, lastAction, lastRequestId = '' }: LaneFacts): Lane {
  const old = Date.parse(updatedAt) - Date.parse(occurredAt) > OLD_MS;
  return old || source === 'import' || lastAction === 'reanalyse' || isBulkItem(lastRequestId) ? 'backlog' : 'new';
}

/** So many texts Comprehend takes in one call. */
const IDS_PER_MESSAGE = 25;

/** Records of one company to analyse: ids, never texts. `handedOnAt` is when the stream reader saw them. */
export const LaneMessage = z.object({
  lane: Lane,
  companyId: z.string(),
  feedbackIds: z.array(FeedbackId).min(1),
  handedOnAt: z.iso.datetime(),
});
export type LaneMessage = z.infer<typeof LaneMessage>;

/**
 * Puts records on the queues of their lanes, 25 ids of one company a message. The company is the message's group, so
 * that companies share a lane fairly.
 */
export async function handOn(work: readonly LaneMessage[]): Promise<void> {
  for (const [lane, ofLane] of Map.groupBy(work, (one) => one.lane)) {
    const parts = ofLane.flatMap((one) =>
      batchesOf(one.feedbackIds, IDS_PER_MESSAGE).map((feedbackIds): LaneMessage => ({ ...one, feedbackIds })),
    );
    const messages = parts.map((part) => ({ body: JSON.stringify(part), group: part.companyId }));
    await sendMessages(`the lane ${lane}`, env(queueVariable(ANALYSIS_QUEUE, lane)), messages);
  }
}

import * as z from 'zod';
import { env } from './env.ts';
import { sendMessages } from './queue.ts';
import { queueVariable } from './queue-variable.ts';

/** `new`: what has just happened, worked off at once. `backlog`: imports and what is old, in what capacity is left. */
export const Lane = z.enum(['new', 'backlog']);
export type Lane = z.infer<typeof Lane>;

/** Records of one company that a queue worker looks at: ids, never texts. `handedOnAt` is when the stream reader saw them. */
export const LaneMessage = z.object({
  lane: Lane,
  companyId: z.string(),
  handedOnAt: z.iso.datetime(),
  ids: z.array(z.string()).min(1),
});
export type LaneMessage = z.infer<typeof LaneMessage>;

/**
 * Puts messages on the queues of their lanes. The company is the message's group, so that companies share a lane fairly.
 * With `delaySeconds` they are delivered that much later.
 */
export async function handOn(queue: string, messages: readonly LaneMessage[], delaySeconds?: number): Promise<void> {
  for (const [lane, ofLane] of Map.groupBy(messages, (one) => one.lane)) {
    const bodies = ofLane.map((one) => ({ body: JSON.stringify(one), group: one.companyId, delaySeconds }));
    await sendMessages(`the lane ${lane} of ${queue}`, env(queueVariable(queue, lane)), bodies);
  }
}

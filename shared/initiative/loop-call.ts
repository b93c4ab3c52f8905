import { batchesOf } from '../kernel/batches.ts';
import type { Context } from '../kernel/context.ts';
import { handOn, type LaneMessage } from '../kernel/lanes.ts';
import { LOOP_QUEUE } from '../kernel/queue-variable.ts';
import type { Stored } from '../kernel/store.ts';
import type { LoopMail } from './loop.schema.ts';

const PER_MESSAGE = 25;

/** Hands mails that wait to the senders. */
export async function callSenders(ctx: Context, mailIds: readonly string[]): Promise<void> {
  const messages = batchesOf(mailIds, PER_MESSAGE).map((ids): LaneMessage => ({
    lane: 'new',
    companyId: ctx.companyId,
    handedOnAt: ctx.now.toISOString(),
    ids,
  }));
  await handOn(LOOP_QUEUE, messages);
}

/** A mail of which nobody will hear any more whether it went out: it is not sent again. */
export const inDoubt = (ctx: Context, mail: Stored<LoopMail>): Stored<LoopMail> => ({
  ...mail,
  state: 'unresolved',
  reason: 'mail_in_doubt',
  at: ctx.now.toISOString(),
});

import { isBulkItem } from '../feedback/bulk-item.ts';
import type { FeedbackEvent } from '../feedback/feedback.events.ts';
import { get as getFeedback, getMany } from '../feedback/feedback.ts';
import { Problem } from '../http/problem.ts';
import { create } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { dueMessages } from '../kernel/due-records.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { pick } from '../kernel/json.ts';
import { noteUnresolvedMail } from '../kernel/log.ts';
import { isThere } from '../kernel/store.ts';
import { ConditionFailed } from '../kernel/write.ts';
import { callSenders, inDoubt } from './loop-call.ts';
import { later } from './loop-run.ts';
import type { FeedbackReceipt } from './loop.schema.ts';
import { isReceiptSource } from './loop-settings.schema.ts';
import { keptLoopSettings } from './loop-settings.ts';
import { loopMails, receiptIdOf } from './loop.store.ts';
import { SETTLE_MS } from '../mail/once.ts';
import { personOf } from './voices.ts';

const MINUTE = 60_000;
/** As rules that watch feedback have it unless they say otherwise (`maxAgeDays`). */
const MOST_AGE_MS = 7 * 86_400_000;

/**
 * Has a person thanked whose feedback has come, where the company wants that for its source: the mail waits some minutes
 * and is judged when it is sent. Imports, bulks and what was said long ago are silent. Repeatable: a record has one receipt.
 */
export async function planReceipt(ctx: Context, event: FeedbackEvent) {
  const { feedbackId, source, occurredAt, requestId, silent } = event;
  if (silent || !isReceiptSource(source) || isBulkItem(requestId)) return;
  if (ctx.now.getTime() - Date.parse(occurredAt) > MOST_AGE_MS) return;
  const { receiptOnIntake, holdMinutes } = await keptLoopSettings(ctx);
  if (!receiptOnIntake.includes(source)) return;
  const [record] = await getMany(ctx, [feedbackId]);
  if (!record?.contact?.email || record.excluded) return;
  const mail = {
    mailId: receiptIdOf(feedbackId),
    feedbackId,
    stage: 'receipt' as const,
    person: personOf(record),
    state: 'waiting' as const,
    notBefore: later(ctx.now, holdMinutes * MINUTE),
    at: ctx.now.toISOString(),
  };
  try {
    await create(ctx, loopMails, mail, { action: 'plan' });
  } catch (error) {
    // It has one already.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

/** Receipts whose time has come are handed to the senders, again where that was lost; those in doubt are settled. */
export const dueReceipts = dueMessages(loopMails, {
  called: (ctx, mail) =>
    mail.state === 'sending' ? inDoubt(ctx, mail) : { ...mail, calledUntil: later(ctx.now, SETTLE_MS) },
  async send(ctx, { mailId, feedbackId, state }) {
    if (state !== 'sending') return callSenders(ctx, [mailId]);
    ctx.log.warn('receipt unresolved', { company: ctx.companyId, feedback: feedbackId });
    noteUnresolvedMail('loop');
  },
});

/** What became of the receipt for a record; 404 where there is none, or the record is not for the caller. */
export async function receiptOf(
  ctx: Context,
  { feedbackId }: { feedbackId: Id<'feedback'> },
): Promise<FeedbackReceipt> {
  await getFeedback(ctx, { feedbackId });
  const mail = await loopMails.find(ctx, receiptIdOf(feedbackId));
  if (!isThere(ctx, mail)) throw new Problem('not-found');
  return { feedbackId, ...pick(mail, ['state', 'reason', 'at', 'notBefore']) };
}

import { change, create } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { Message, StoredMessage } from './message.schema.ts';
import { messages } from './message.store.ts';

/** What whoever writes says of a message. */
type Written = Pick<StoredMessage, 'messageId' | 'followUpId' | 'feedbackId' | 'text'>;

/** Makes a message that is to be sent now. `also` is written with it, or neither is. */
export const queue = (ctx: Context, written: Written, also: TransactItem[]): Promise<Message> =>
  create(
    ctx,
    messages,
    { ...written, purpose: 'service', channel: 'email', state: 'queued', at: ctx.now.toISOString() },
    { action: 'queue', also },
  );

/** Those of some messages that are still kept, in that order. */
export async function messagesOf(ctx: Context, ids: readonly Id<'message'>[]): Promise<Message[]> {
  const found = await Promise.all(ids.map((id) => messages.find(ctx, id)));
  return found.flatMap((one) => (isThere(ctx, one) ? [messages.publicOf(one)] : []));
}

/** Lets a message leave the table when its record does, or stay where the record is back. Again changes nothing. */
export async function leaveAt(ctx: Context, messageId: Id<'message'>, leavesAt: string | undefined): Promise<void> {
  if (!isThere(ctx, await messages.find(ctx, messageId))) return;
  await change(ctx, messages, messageId, 'follow', (before) => ({ ...before, leavesAt }), { silent: true });
}

import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { eraseRecords, foundAmong, ERASED } from '../kernel/personal.ts';
import type { Message } from './message.schema.ts';
import { messages } from './message.store.ts';

/** Messages by their ids, as callers see them. */
export const messagesAmong = (ctx: Context, ids: readonly Id<'message'>[]): Promise<Message[]> =>
  foundAmong(ctx, messages, ids);

/** Takes away what was written to a person who is erased. What has not gone out yet is not sent. */
export const eraseMessages = (ctx: Context, ids: readonly Id<'message'>[]): Promise<number> =>
  eraseRecords(ctx, messages, ids, (message) => ({
    ...message,
    text: ERASED,
    ...(message.state === 'queued' && { state: 'failed' as const, reason: 'record_gone' as const }),
  }));

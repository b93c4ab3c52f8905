import type { SQSBatchItemFailure, SQSRecord } from 'aws-lambda';
import { log, traceOf } from '../shared/kernel/log.ts';

/** What a line in the log says of messages that failed, besides the class of the error and the try. */
type About = { reader: string; kind: string; company?: string; lane?: string };

/** Gives messages back to their queue: they come again, and after the last try they lie in the dead-letter queue. */
export function giveBack(messages: readonly SQSRecord[], error: unknown, about: About): SQSBatchItemFailure[] {
  const tries = messages.map(({ attributes }) => Number(attributes?.ApproximateReceiveCount ?? 1));
  log.error('messages given back', { ...about, messages: messages.length, try: Math.max(...tries), ...traceOf(error) });
  return messages.map(({ messageId }) => ({ itemIdentifier: messageId }));
}

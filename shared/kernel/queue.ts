import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { sendAll } from './retry.ts';

/** One message of a queue; messages of one `group` share the queue fairly with those of other groups. */
export type Message = { body: string; group?: string };

const PER_CALL = 10;
const PARALLEL = 4;

let client: SQSClient | undefined;

/** The one SQS client of a process, made on first use. */
function queueClient(): SQSClient {
  client ??= new SQSClient({ maxAttempts: 4 });
  return client;
}

/**
 * Sends messages in no order, ten a call, those that were refused again. Throws when some are refused in the end, though
 * others were sent; `name` is for the log.
 */
export async function sendMessages(name: string, queueUrl: string, messages: readonly Message[]): Promise<void> {
  const chunks = Array.from({ length: Math.ceil(messages.length / PER_CALL) }, (_, index) =>
    messages.slice(index * PER_CALL, (index + 1) * PER_CALL),
  );
  await Promise.all(
    Array.from({ length: Math.min(PARALLEL, chunks.length) }, async () => {
      for (let chunk = chunks.shift(); chunk; chunk = chunks.shift())
        await sendAll(name, chunk, (open) => sendOnce(queueUrl, open));
    }),
  );
}

/** Returns what was refused. */
async function sendOnce(QueueUrl: string, messages: readonly Message[]): Promise<readonly Message[]> {
  const Entries = messages.map(({ body, group }, index) => ({
    Id: String(index),
    MessageBody: body,
    ...(group !== undefined && { MessageGroupId: group }),
  }));
  const { Failed = [] } = await queueClient().send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const failed = new Set(Failed.map(({ Id }) => Id));
  return messages.filter((_, index) => failed.has(String(index)));
}

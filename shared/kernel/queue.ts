import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { eachBatch } from './batches.ts';
import { sendAll } from './retry.ts';

/** One message of a queue; messages of one `group` share the queue fairly with those of other groups. */
export type Message = { body: string; group?: string; delaySeconds?: number | undefined };

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
  await eachBatch(messages, { size: PER_CALL, parallel: PARALLEL }, (batch) =>
    sendAll(name, batch, (open) => sendOnce(queueUrl, open)),
  );
}

/** Returns what was refused. */
async function sendOnce(QueueUrl: string, messages: readonly Message[]): Promise<readonly Message[]> {
  const Entries = messages.map(({ body, group, delaySeconds }, index) => ({
    Id: String(index),
    MessageBody: body,
    ...(group !== undefined && { MessageGroupId: group }),
    ...(delaySeconds !== undefined && { DelaySeconds: delaySeconds }),
  }));
  const { Failed = [] } = await queueClient().send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const failed = new Set(Failed.map(({ Id }) => Id));
  return messages.filter((_, index) => failed.has(String(index)));
}

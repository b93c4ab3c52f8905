import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { env } from './env.ts';
import { emitMetric } from './log.ts';
import { sendAll } from './retry.ts';

/** A record that a stream reader cannot use. Only where it is and why: never its contents. */
export type Quarantined = {
  keys: { pk?: string | undefined; sk?: string | undefined };
  reason: string;
  sequenceNumber?: string | undefined;
};

const PER_CALL = 10;

let client: SQSClient | undefined;

/** The one SQS client of a process, made on first use. */
export function queueClient(): SQSClient {
  client ??= new SQSClient({ maxAttempts: 4 });
  return client;
}

/**
 * Sets poison records aside in the quarantine queue so that their batch can go on; an alarm watches the queue
 * and the runbook says how to bring them back. Throws when the queue does not take them.
 */
export async function quarantine(reader: string, records: readonly Quarantined[]): Promise<void> {
  if (records.length === 0) return;
  emitMetric('quarantined', records.length, { reader });
  for (let at = 0; at < records.length; at += PER_CALL) {
    await sendAll('the quarantine queue', records.slice(at, at + PER_CALL), (open) => sendTo(reader, open));
  }
}

/** Sends messages; returns the records whose message was refused. */
async function sendTo(reader: string, records: readonly Quarantined[]): Promise<Quarantined[]> {
  const { Failed = [] } = await queueClient().send(
    new SendMessageBatchCommand({
      QueueUrl: env('QUARANTINE_URL'),
      Entries: records.map((record, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify({ reader, ...record }),
      })),
    }),
  );
  const failed = new Set(Failed.map(({ Id }) => Id));
  return records.filter((_, index) => failed.has(String(index)));
}

import type { DynamoDBRecord } from 'aws-lambda';
import { env } from './env.ts';
import { emitMetric } from './log.ts';
import { sendMessages } from './queue.ts';

/** A record that a reader cannot use. Only where it is and why: never its contents. */
export type Quarantined = {
  keys: { pk?: string | undefined; sk?: string | undefined };
  reason: string;
  sequenceNumber?: string | undefined;
};

/** A change of the table's stream, as it is set aside. */
export const quarantinedOf = ({ dynamodb }: DynamoDBRecord, reason: string): Quarantined => ({
  keys: { pk: dynamodb?.Keys?.['pk']?.S, sk: dynamodb?.Keys?.['sk']?.S },
  reason,
  sequenceNumber: dynamodb?.SequenceNumber,
});

/**
 * Sets poison records aside in the quarantine queue so that their batch can go on; an alarm watches the queue
 * and the runbook says how to bring them back. Throws when the queue does not take them.
 */
export async function quarantine(reader: string, records: readonly Quarantined[]): Promise<void> {
  if (records.length === 0) return;
  emitMetric('quarantined', records.length, { reader });
  const messages = records.map((record) => ({ body: JSON.stringify({ reader, ...record }) }));
  await sendMessages('the quarantine queue', env('QUARANTINE_URL'), messages);
}

import type { EventBridgeEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { entryOf, record } from '../../../shared/audit/audit.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import { RecordEvent } from '../../../shared/kernel/events.ts';
import { log } from '../../../shared/kernel/log.ts';

/** One entry per revision of a record, however often its event comes. What cannot be read ends in the dead-letter queue. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const outcomes = await Promise.allSettled(Records.map(({ body }) => note(body)));
  const batchItemFailures = Records.filter((_, index) => outcomes[index]?.status === 'rejected').map(
    ({ messageId }) => ({
      itemIdentifier: messageId,
    }),
  );
  if (batchItemFailures.length > 0) log.warn('events not noted', { messages: batchItemFailures.length });
  return { batchItemFailures };
}

async function note(body: string): Promise<void> {
  const { 'detail-type': action, detail } = JSON.parse(body) as EventBridgeEvent<string, unknown>;
  const event = RecordEvent.parse(detail);
  await record(systemContext(event.companyId, 'record-audit'), action, entryOf(event));
}

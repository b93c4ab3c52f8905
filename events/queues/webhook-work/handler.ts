import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { systemContext } from '../../../shared/kernel/context.ts';
import { hearReply, requestBody } from '../../../shared/hand-over/sending.ts';
import { realParts, work } from '../../../shared/webhook/sender.ts';
import { WakeMessage } from '../../../shared/webhook/wake.ts';
import { giveBack } from '../../give-back.ts';

const READER = 'queue-webhook-work';

/** Looks at the endpoint that a message names. Messages come twice and late: they say only that something may wait. */
export async function handler({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchItemFailure[] = [];
  for (const record of Records) {
    try {
      const message = WakeMessage.parse(JSON.parse(record.body));
      await work(systemContext(message.companyId, READER), message, { ...realParts, hearReply, requestBody });
    } catch (error) {
      batchItemFailures.push(...giveBack([record], error, { reader: READER, kind: 'endpoint' }));
    }
  }
  return { batchItemFailures };
}

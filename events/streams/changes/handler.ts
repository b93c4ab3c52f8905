import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { isPulse, notePulses } from '../../../shared/kernel/pulse.ts';
import { records } from '../../../shared/records.ts';
import { applyBatch } from './batch.ts';

export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const response = await applyBatch(
    Records.filter((record) => !isPulse(record)),
    records,
  );
  // What comes again holds the reader up, and what lies behind it with it.
  if (response.batchItemFailures.length === 0) await notePulses('changes', Records);
  return response;
}

import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { feedbackEventsOf } from '../../../shared/feedback/feedback.events.ts';
import type { StoredFeedback } from '../../../shared/feedback/feedback.schema.ts';
import { indexText } from '../../../shared/feedback/feedback.search.ts';
import { isPulse, notePulses } from '../../../shared/kernel/pulse.ts';
import { bringHome } from './batch.ts';

export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const changes = Records.filter((record) => !isPulse(record));
  const response = await bringHome<StoredFeedback>(changes, { indexText, eventsOf: feedbackEventsOf });
  // What comes again holds the reader up, and what lies behind it with it.
  if (response.batchItemFailures.length === 0) await notePulses('changes', Records);
  return response;
}

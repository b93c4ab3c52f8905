import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { feedbackEventsOf } from '../../../shared/feedback/feedback.events.ts';
import type { StoredFeedback } from '../../../shared/feedback/feedback.schema.ts';
import { feedbackText } from '../../../shared/feedback/feedback.search.ts';
import { isPulse, notePulses } from '../../../shared/kernel/pulse.ts';
import { handOnText } from '../../../shared/kernel/search-text.ts';
import { applyBatch } from './batch.ts';
import { isOfKind, publishChanges } from './kinds.ts';

export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const changes = Records.filter((record) => !isPulse(record));
  const feedback = changes.filter((change) => !isOfKind(change));
  // Beside each other, so that neither waits while the other tries again.
  const [again, { batchItemFailures }] = await Promise.all([
    publishChanges(changes.filter(isOfKind)),
    applyBatch<StoredFeedback>(feedback, {
      handOn: (ctx, some) => handOnText(ctx, feedbackText, some),
      eventsOf: feedbackEventsOf,
    }),
  ]);
  const response = {
    batchItemFailures: [
      ...batchItemFailures,
      ...again.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })),
    ],
  };
  // What comes again holds the reader up, and what lies behind it with it.
  if (response.batchItemFailures.length === 0) await notePulses('changes', Records);
  return response;
}

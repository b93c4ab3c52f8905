import type { DynamoDBStreamHandler } from 'aws-lambda';
import { feedbackEventsOf } from '../../../shared/feedback/feedback.events.ts';
import type { StoredFeedback } from '../../../shared/feedback/feedback.schema.ts';
import { indexText } from '../../../shared/feedback/feedback.search.ts';
import { bringHome } from './batch.ts';

export const handler: DynamoDBStreamHandler = (event) =>
  bringHome<StoredFeedback>(event.Records, { indexText, eventsOf: feedbackEventsOf });

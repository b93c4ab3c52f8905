import { countedFeedback } from '../../../../shared/metrics/feedback.counted.ts';
import type { RecordKind } from '../../../../shared/record-kind.ts';

/** Feedback of which only the numbers follow; `more` says what else does. */
export const feedbackWith = (more: Partial<RecordKind> = {}): RecordKind[] => [
  { kind: 'feedback', schemas: {}, audit: [], eventsOf: () => [], contribution: countedFeedback, ...more },
];
export const onlyNumbers = feedbackWith();

import { contribution, type Countable, countsIn, dimensions, teamOfAgent } from './contribution.ts';
import type { CountedKind } from './counted-kind.ts';
import { feedbackSource } from './feedback-source.ts';
import { changeOf } from './image.ts';

/** Feedback as a counted kind. Its rows are read by the names of their dimensions alone. */
export const countedFeedback: CountedKind<Countable> = {
  kind: 'feedback',
  ledger: '',
  dimensions,
  contributions: (record, settings) => {
    const adds = contribution(record, settings);
    return adds ? [adds] : [];
  },
  countsIn,
  beside: teamOfAgent,
  changeOf,
  source: feedbackSource,
};

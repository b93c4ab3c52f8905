import { contribution, type Countable, countsIn, dimensions, teamOfAgent } from './contribution.ts';
import type { CountedKind } from './counted-kind.ts';
import { feedbackSource, findCountable } from './feedback-source.ts';
import { changeOf, isOfImport } from './image.ts';

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
  later: { waits: isOfImport, find: findCountable },
  source: feedbackSource,
};

import type { Id } from '../kernel/id-kinds.ts';
import type { SearchText } from '../kernel/search-text.ts';
import { laneOf } from './feedback.lane.ts';
import type { StoredFeedback } from './feedback.schema.ts';
import { findAll } from './feedback.store.ts';
import { FEEDBACK_WORDS, indexedWords } from './feedback.words.ts';

/** How feedback is found by the words of its texts. */
export const feedbackText: SearchText<StoredFeedback> = {
  postings: FEEDBACK_WORDS,
  id: 'feedbackId',
  texts: ['subject', 'comments', 'context'],
  wordsOf: indexedWords,
  laneOf,
  find: (ctx, ids) => findAll(ctx, ids as Id<'feedback'>[], { ConsistentRead: true }),
};

import type { Context } from '../kernel/context.ts';
import { writePostings } from '../kernel/postings.ts';
import type { StoredFeedback } from './feedback.schema.ts';
import { indexedWords } from './feedback.words.ts';
import type { Id } from '../kernel/id-kinds.ts';

type Texts = Pick<StoredFeedback, 'feedbackId' | 'subject' | 'comments' | 'context' | 'deletedAt'>;
type TextChange = { before?: Texts; after?: Texts; stale: boolean };

/** Names the postings of feedback. */
export const FEEDBACK_WORDS = 'fb';

const shownWords = (record: Texts | undefined): Set<string> =>
  record && record.deletedAt === undefined ? indexedWords(record) : new Set();

export const feedbackText = { postings: FEEDBACK_WORDS, id: 'feedbackId', wordsOf: shownWords };

/** Brings the postings of changed records up to date; safe to repeat. */
export const indexText = (ctx: Context, changes: readonly TextChange[]): Promise<void> =>
  writePostings(
    ctx,
    FEEDBACK_WORDS,
    changes.map(({ before, after, stale }) => ({
      id: (after ?? before)?.feedbackId ?? ('' as Id<'feedback'>),
      before: shownWords(before),
      after: shownWords(after),
      stale,
    })),
  );

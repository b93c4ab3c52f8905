import type { Context } from '../kernel/context.ts';
import { writePostings } from '../kernel/postings.ts';
import type { StoredFeedback } from './feedback.schema.ts';
import { feedbackText } from './feedback.words.ts';
import type { Id } from '../kernel/id-kinds.ts';

type Texts = Pick<StoredFeedback, 'feedbackId' | 'subject' | 'comments' | 'context' | 'deletedAt'>;
type TextChange = { before?: Texts; after?: Texts; stale: boolean };

/** Brings the postings of changed records up to date; safe to repeat. */
export const indexText = (ctx: Context, changes: readonly TextChange[]): Promise<void> =>
  writePostings(
    ctx,
    feedbackText.postings,
    changes.map(({ before, after, stale }) => ({
      id: (after ?? before)?.feedbackId ?? ('' as Id<'feedback'>),
      before: feedbackText.wordsOf(before),
      after: feedbackText.wordsOf(after),
      stale,
    })),
  );

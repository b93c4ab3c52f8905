import { containsWords as contain, wordsIn } from '../kernel/words.ts';
import type { Feedback } from './feedback.schema.ts';

type Texts = Pick<Feedback, 'subject' | 'comments' | 'context'> & { deletedAt?: string | undefined };

/** Distinct words of one record that are indexed; a text of 10 000 characters seldom has more. */
const MOST = 1_000;

const textsOf = ({ subject, comments, context }: Texts) => [subject, comments, context];

/** The words under which a record is found, those of the subject first. */
export const indexedWords = (record: Texts): Set<string> => new Set([...wordsIn(textsOf(record))].slice(0, MOST));

/** How feedback is found by its words (`shared/record-kind.ts`). */
export const feedbackText = {
  postings: 'fb',
  id: 'feedbackId',
  wordsOf: (record: Texts | undefined): ReadonlySet<string> =>
    record && record.deletedAt === undefined ? indexedWords(record) : new Set(),
};

/** Whether each of the sought words begins a word of the record. */
export const containsWords = (record: Texts, sought: readonly string[]): boolean => contain(textsOf(record), sought);

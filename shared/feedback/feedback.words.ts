import { containsWords as contain, wordsIn } from '../kernel/words.ts';
import type { Feedback } from './feedback.schema.ts';

type Texts = Pick<Feedback, 'subject' | 'comments' | 'context'>;

/** Names the postings of feedback. */
export const FEEDBACK_WORDS = 'fb';

/** Distinct words of one record that are indexed; a text of 10 000 characters seldom has more. */
const MOST = 1_000;

const textsOf = ({ subject, comments, context }: Texts) => [subject, comments, context];

/** The words under which a record is found, those of the subject first. */
export const indexedWords = (record: Texts): Set<string> => new Set([...wordsIn(textsOf(record))].slice(0, MOST));

/** Whether each of the sought words begins a word of the record. */
export const containsWords = (record: Texts, sought: readonly string[]): boolean => contain(textsOf(record), sought);

import type { Feedback } from './feedback.schema.ts';

type Texts = Pick<Feedback, 'subject' | 'comments' | 'context'>;

const SHORTEST = 3;
const LONGEST = 64;
/** Distinct words of one record that are indexed; a text of 10 000 characters seldom has more. */
const MOST = 1_000;

/** Words of a text as searches compare them: without case, accents and whatever is not letter or digit. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.flatMap((word) => {
    const characters = Array.from(word);
    return characters.length < SHORTEST ? [] : characters.slice(0, LONGEST).join('');
  });
}

/** Distinct words of a record's texts, those of the subject first. */
export const wordsIn = ({ subject, comments, context }: Texts): Set<string> =>
  new Set([subject, comments, context].flatMap((text) => (text === undefined ? [] : wordsOf(text))));

/** The words under which a record is found. */
export const indexedWords = (record: Texts): Set<string> => new Set([...wordsIn(record)].slice(0, MOST));

/** Whether each of the sought words begins a word of the record. */
export function containsWords(record: Texts, sought: readonly string[]): boolean {
  const words = [...wordsIn(record)];
  return sought.every((beginning) => words.some((word) => word.startsWith(beginning)));
}

import { withoutPersonalData } from '../analysis/masking.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { wordsIn } from '../similarity/terms.ts';

const MOST_STEMS = 3;
const boundary = /[.,;:!?…()\n–—]/;
const telling = /\p{L}/u;

/**
 * Phrases of one to three stems that a record says, by their stems, with its words as it writes them: without stop words,
 * not across the end of a clause, and never with what looks like personal data or was found to be.
 */
export function phrasesIn(record: Feedback, language: string): Map<string, string> {
  const texts = withoutPersonalData(record);
  const words = wordsIn(record, language);
  const phrases = new Map<string, string>();
  for (const at of words.keys()) {
    const parts: typeof words = [];
    for (const word of words.slice(at, at + MOST_STEMS)) {
      const before = parts.at(-1);
      const between = before && (texts[word.field] ?? '').slice(before.end, word.start);
      const isNext = !before || (before.field === word.field && !boundary.test(between ?? ''));
      if (!isNext || !telling.test(word.word)) break;
      parts.push(word);
      const key = parts.map(({ stem }) => stem).join(' ');
      if (!phrases.has(key)) phrases.set(key, parts.map(({ word: said }) => said).join(' '));
    }
  }
  return phrases;
}

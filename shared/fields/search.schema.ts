import * as z from 'zod';
import { wordsOf } from '../kernel/words.ts';

/** Words that somebody looks for in a list; `where` says what they are looked for in. */
export const searchText = (where: string) =>
  z
    .string()
    .max(200)
    .refine(
      (text) => wordsOf(text).length > 0,
      'must contain a word: of 3 letters or more, of 2 in Indian scripts, Thai and Japanese, of 1 in Chinese',
    )
    .meta({
      description: `Words in ${where}; beginnings of words suffice, all must occur; case, accents and vowel points do not matter.`,
    });

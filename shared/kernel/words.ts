const LONGEST = 64;

/** Scripts that put no space between words. */
const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]+/gu;
const halfWidth = /[\uff66-\uff9f]+/gu;
const isUnspaced = (text: string): boolean => text.search(unspaced) !== -1;

/** Scripts of India and Sri Lanka: a letter is a syllable, and the marks on it are its vowels. */
const syllabic =
  /^[\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}]/u;

/**
 * Marks that people leave out or a keyboard adds: accents, the vowel points of Hebrew and Arabic, dots that Hindi does
 * without (nukta), joiners after a mark. Vowel signs of syllabic scripts are no such marks: they make the word.
 */
const optional =
  /[\p{M}--[\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}]]|[\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc]|(?<=\p{M})[\u200c\u200d]/gv;

/** How many characters make a word that is worth looking for: one Chinese, two of syllabic or other unspaced scripts, else three. */
const shortest = (word: string): number =>
  /^\p{sc=Han}/u.test(word) ? 1 : syllabic.test(word) || isUnspaced(word) ? 2 : 3;

/** What all words that begin like this one have in common: as much as the shortest has. */
export const beginningOf = (word: string): string => Array.from(word).slice(0, shortest(word)).join('');

let segmenter: Intl.Segmenter | undefined;

/** Spaces between the words of scripts that have none. The dictionaries are big, so they are loaded for texts that need them. */
function spaced(text: string): string {
  if (!isUnspaced(text)) return text;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  const words = segmenter;
  // The dictionary knows words in their composed form and full width; NFKC would take a vowel sign of Thai apart.
  return text
    .normalize('NFC')
    .replace(halfWidth, (run) => run.normalize('NFKC'))
    .replace(unspaced, (run) => ` ${Array.from(words.segment(run), ({ segment }) => segment).join(' ')} `);
}

/**
 * Words of a text as searches compare them: without case, accents and whatever is not letter or digit. The one
 * definition of a word: the index holds them, a query must contain one, and a hit is measured by them.
 */
export function wordsOf(text: string): string[] {
  const plain = spaced(text).normalize('NFKD').toLowerCase().replace(optional, '');
  const words = plain.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  return words.flatMap((word) => {
    // A character is at most two units: what is cut off is not taken apart.
    const characters = Array.from(word.slice(0, 2 * LONGEST));
    return characters.length < 3 && characters.length < shortest(word) ? [] : characters.slice(0, LONGEST).join('');
  });
}

/** Distinct words of some texts, in their order. */
export const wordsIn = (texts: readonly (string | undefined)[]): Set<string> =>
  new Set(texts.flatMap((text) => (text === undefined ? [] : wordsOf(text))));

/** Whether each of the sought words begins a word of the texts. */
export function containsWords(texts: readonly (string | undefined)[], sought: readonly string[]): boolean {
  const words = [...wordsIn(texts)];
  return sought.every((beginning) => words.some((word) => word.startsWith(beginning)));
}

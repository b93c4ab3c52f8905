const LONGEST = 64;

/** Scripts that put no space between words. */
const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]+/gu;
const isUnspaced = (text: string): boolean => text.search(unspaced) !== -1;

/** How many characters make a word that is worth looking for: one Chinese, two of another script without spaces, else three. */
const shortest = (word: string): number => (/^\p{sc=Han}/u.test(word) ? 1 : isUnspaced(word) ? 2 : 3);

/** What all words that begin like this one have in common: as much as the shortest has. */
export const beginningOf = (word: string): string => Array.from(word).slice(0, shortest(word)).join('');

let segmenter: Intl.Segmenter | undefined;

/** Spaces between the words of scripts that have none. The dictionaries are big, so they are loaded for texts that need them. */
function spaced(text: string): string {
  if (!isUnspaced(text)) return text;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  const words = segmenter;
  return text.replace(unspaced, (run) => ` ${Array.from(words.segment(run), ({ segment }) => segment).join(' ')} `);
}

/** Words of a text as searches compare them: without case, accents and whatever is not letter or digit. */
export function wordsOf(text: string): string[] {
  const plain = spaced(text).normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.flatMap((word) => {
    const characters = Array.from(word);
    return characters.length < shortest(word) ? [] : characters.slice(0, LONGEST).join('');
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

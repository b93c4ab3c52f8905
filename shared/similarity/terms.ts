import { withoutPersonalData } from '../analysis/masking.ts';
import type { Texts } from '../analysis/texts.ts';
import { stemsOf } from '../analysis/topics.ts';
import { type Place, type Token, tokenise } from '../analysis/words.ts';
import type { Settings } from '../company/settings.schema.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { languageOf } from '../fields/text.schema.ts';
import { stopWordsOf } from './stop-words.ts';

/** The texts that are compared; the context is written by others than the person. */
const compared = ['subject', 'comments'] as const;
/** What stands further behind in a text is not compared: nobody repeats himself for so long, and the work stays bounded. */
const MOST_CHARACTERS = 2_000;
/** A longer run of letters is no word, and keys of snapshots hold two of them. */
const LONGEST = 64;

type Said = Texts & Pick<Partial<Feedback>, 'analysis' | 'language'>;
/** A word of a record, where it stands, and its stem. */
export type Word = Place & { field: (typeof compared)[number]; word: string; stem: string };

/** The language of a record's texts: as the analysis found it, as the sender told it, as the company mostly writes. */
export const languageIn = (
  { analysis, language }: Pick<Said, 'analysis' | 'language'>,
  { analysis: { defaultLanguage } }: Pick<Settings, 'analysis'>,
): string => languageOf(analysis?.language ?? language ?? defaultLanguage ?? 'en');

/** Calls back for each word of a record that says what it is about, in their order; see {@link wordsIn}. */
function eachWord(
  record: Said,
  language: string,
  act: (stem: string, token: Token, field: Word['field'], isFirst: boolean) => void,
): void {
  const stop = stopWordsOf(language);
  const told = withoutPersonalData(record);
  for (const field of compared) {
    const text = told[field];
    if (text === undefined) continue;
    const tokens = tokenise(text.slice(0, MOST_CHARACTERS), language);
    const stems = stemsOf(tokens);
    let clause = -1;
    for (let at = 0; at < tokens.length; at++) {
      const [token, stem] = [tokens[at], stems[at]];
      if (!token || !stem || token.word.length > LONGEST || stop.has(token.word)) continue;
      act(stem, token, field, token.clause !== clause);
      clause = token.clause;
    }
  }
}

/**
 * Words of a record that say what it is about, in their order: without stop words and without what looks like personal
 * data or was found to be, so that no comparison tells of it.
 */
export function wordsIn(record: Said, language: string): Word[] {
  const words: Word[] = [];
  eachWord(record, language, (stem, { word, start, end }, field) => words.push({ field, word, stem, start, end }));
  return words;
}

/** How often each term stands there: stems, and pairs of stems that follow one another in a clause, `first second`. */
export type Terms = ReadonlyMap<string, number>;

export function termsOf(record: Said, language: string): Terms {
  const terms = new Map<string, number>();
  let before = '';
  eachWord(record, language, (stem, _, __, isFirst) => {
    terms.set(stem, (terms.get(stem) ?? 0) + 1);
    if (!isFirst) {
      const pair = `${before} ${stem}`;
      terms.set(pair, (terms.get(pair) ?? 0) + 1);
    }
    before = stem;
  });
  return terms;
}

/** Whether a term is a pair of stems; a stem holds no space. */
export const isPair = (term: string): boolean => term.includes(' ');

import { describe, expect, test } from 'vitest';
import { isNegated, matcherOf, matchersOf, tokenise } from './words.ts';

const words = (text: string, language = 'en') => tokenise(text, language).map(({ word }) => word);
const negated = (text: string, word: string, language = 'en') => {
  const tokens = tokenise(text, language);
  return isNegated(
    tokens,
    tokens.findIndex((token) => token.word === word),
    language,
  );
};

describe('words', () => {
  test('are lower case and composed, keep English contractions and part French elisions', () => {
    expect(words('I DON’T like Cafe\u0301s')).toEqual(['i', "don't", 'like', 'cafés']);
    expect(words("L'équipe n'est pas là", 'fr')).toEqual(["l'", 'équipe', "n'", 'est', 'pas', 'là']);
  });

  test('know where they stand in the text', () => {
    for (const text of [
      "Oui, l'équipe 🙂 était là",
      'plain words',
      'l’e\u0301quipe e\u0301tait, cafe\u0301s’ la\u0300',
    ]) {
      for (const { word, start, end } of tokenise(text, 'fr'))
        expect(text.slice(start, end).normalize('NFC').toLowerCase().replace('’', "'")).toBe(word);
    }
  });
});

describe('a negation', () => {
  test.each([
    ['not good', 'good', true],
    ['not a very good', 'good', true],
    ['not at all what good', 'good', false],
    ['not today, good', 'good', false],
    ['not fast but good', 'good', false],
    ['not only good', 'good', false],
    ['good, not', 'good', false],
  ])('in "%s" reaches "%s": %s', (text, word, expected) => expect(negated(text, word)).toBe(expected));

  test.each([
    ['de', 'nicht gut', 'gut'],
    ['es', 'no es bueno', 'bueno'],
    ['fr', "ce n'est pas bon", 'bon'],
    ['it', 'non è buono', 'buono'],
    ['pt', 'não é bom', 'bom'],
  ])('is known in %s', (language, text, word) => expect(negated(text, word, language)).toBe(true));
});

describe('a list of terms', () => {
  const find = matcherOf([
    ['a', 'pain, pain in the neck, painful*'],
    ['b', 'pain*'],
  ] as const);
  const matches = (text: string) => find(tokenise(text, 'en')).map(({ value, length }) => `${value}${length}`);

  test('prefers the term with more words, then the one that says more of the first', () => {
    expect(matches('a pain in the neck')).toEqual(['a4']);
    expect(matches('painfully slow')).toEqual(['a1']);
    expect(matches('pains')).toEqual(['b1']);
  });

  test('never counts a word twice', () => expect(matches('pain pain in the neck')).toEqual(['a1', 'a4']));

  test('of an unknown language, even an odd one, matches nothing', () => {
    const matcherFor = matchersOf({ en: [['a', 'pain'] as const] });
    for (const language of ['xx', '__proto__', 'constructor'])
      expect(matcherFor(language)(tokenise('pain', 'en'))).toEqual([]);
  });
});

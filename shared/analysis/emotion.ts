import type { Emotion } from './analysis.schema.ts';
import { emotionTerms } from './lexicons/emotions.ts';
import { isNegated, matchersOf, tokenise } from './words.ts';

/** What a denied feeling turns into: "not happy" is disappointment; "not angry" is nothing. */
const denied: Partial<Record<Emotion, Emotion>> = { joy: 'disappointment', trust: 'fear', gratitude: 'disappointment' };
const MAX = 3;

const matcherFor = matchersOf(emotionTerms);
const signs: Readonly<Record<string, Emotion>> = {
  '😀': 'joy',
  '😊': 'joy',
  '😍': 'joy',
  '🎉': 'joy',
  '❤': 'joy',
  '🙏': 'gratitude',
  '😮': 'surprise',
  '🤔': 'confusion',
  '😤': 'frustration',
  '🙄': 'frustration',
  '😞': 'disappointment',
  '😡': 'anger',
  '🤬': 'anger',
  '😢': 'sadness',
  '😭': 'sadness',
  '😱': 'fear',
};

/**
 * Feelings that a text shows, strongest first, at most three. Counts lexicon terms per feeling (English, German,
 * Spanish, French; other languages: emoji only); a denied term counts for what its denial means. A feeling counts
 * when it holds at least a third of the strongest one's terms, so that a long text does not name all ten.
 */
export function emotionsOf(text: string, language: string): Emotion[] {
  const counts = new Map<Emotion, number>();
  const count = (emotion: Emotion | undefined) => emotion && counts.set(emotion, (counts.get(emotion) ?? 0) + 1);
  const tokens = tokenise(text, language);
  for (const { value, at } of matcherFor(language)(tokens)) {
    count(isNegated(tokens, at, language) ? denied[value] : value);
  }
  for (const sign of text) count(signs[sign]);
  const strongest = Math.max(0, ...counts.values());
  return [...counts]
    .filter(([, times]) => times * 3 >= strongest)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX)
    .map(([emotion]) => emotion);
}

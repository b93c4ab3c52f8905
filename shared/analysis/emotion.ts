import type { Emotion } from './analysis.schema.ts';
import { emotionTerms } from './lexicons/emotions.ts';
import { isNegated, matchersOf, type Place, placeOf, tokenise } from './words.ts';

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

/** A word or emoji that shows a feeling; `negated` where its denial does. */
export type EmotionSign = Place & { emotion: Emotion; negated?: true };

/**
 * The lexicon's terms (English, German, Spanish, French) in the order of the text, then the emoji. A denied term stands
 * for what its denial means, or is left out.
 */
export function emotionSignsIn(text: string, language: string): EmotionSign[] {
  const tokens = tokenise(text, language);
  const terms = matcherFor(language)(tokens).flatMap((match): EmotionSign[] => {
    const place = placeOf(tokens, match);
    if (!isNegated(tokens, match.at, language)) return [{ emotion: match.value, ...place }];
    const emotion = denied[match.value];
    return emotion ? [{ emotion, ...place, negated: true }] : [];
  });
  const emoji = [...text.matchAll(/\p{Extended_Pictographic}/gu)].flatMap(({ 0: sign, index }): EmotionSign[] => {
    const emotion = signs[sign];
    return emotion ? [{ emotion, start: index, end: index + sign.length }] : [];
  });
  return [...terms, ...emoji];
}

/**
 * Feelings that the signs in a text show, strongest first, at most three. A feeling counts when it holds at least a
 * third of the strongest one's signs, so that a long text does not name all ten.
 */
export function emotionsOf(found: readonly EmotionSign[]): Emotion[] {
  const counts = new Map<Emotion, number>();
  for (const { emotion } of found) counts.set(emotion, (counts.get(emotion) ?? 0) + 1);
  const strongest = Math.max(0, ...counts.values());
  return [...counts]
    .filter(([, times]) => times * 3 >= strongest)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX)
    .map(([emotion]) => emotion);
}

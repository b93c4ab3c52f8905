import type { Emotion, Urgency } from './analysis.schema.ts';
import { urgencyTerms } from './lexicons/urgencies.ts';
import { isNegated, matchersOf, tokenise } from './words.ts';

const matcherFor = matchersOf(urgencyTerms);
/** Strongly negative, on the scale of sentimentScore. */
const VERY_NEGATIVE = -60;

/** What the words alone say: the level of the strongest term, and where the terms of that level stand in the text. */
export function urgencySignsIn(
  text: string,
  language: string,
): { urgency: Urgency | undefined; places: { start: number; end: number }[] } {
  const tokens = tokenise(text, language);
  const signs = matcherFor(language)(tokens).map(({ value, at, length }) => {
    const [first, last] = [tokens[at], tokens[at + length - 1]];
    return {
      level: value !== 'low' && isNegated(tokens, at, language) ? ('low' as const) : value,
      start: first?.start ?? 0,
      end: (last?.start ?? 0) + (last?.word.length ?? 0),
    };
  });
  const urgency = (['critical', 'high', 'low'] as const).find((level) => signs.some((sign) => sign.level === level));
  const places = signs.filter(({ level }) => level === urgency).map(({ start, end }) => ({ start, end }));
  return { urgency, places };
}

/**
 * How soon someone should look. The first rule that fits decides:
 * 1. `critical`: a term of danger, crime, loss of data or complete outage, not denied.
 * 2. `high`: a term of haste, blockage, wrong charge, repeated contact or leaving, not denied;
 *    or anger or fear in a very negative text (sentimentScore ≤ −60).
 * 3. `low`: a term of leisure or suggestion, or a denied term of rule 1 or 2 ("not urgent"),
 *    or a positive text without any term.
 * 4. `normal`.
 */
export function urgencyOf(
  text: string,
  language: string,
  found: { sentimentScore: number; emotions: readonly Emotion[] },
): Urgency {
  const { urgency } = urgencySignsIn(text, language);
  if (urgency === 'critical' || urgency === 'high') return urgency;
  const heated = found.emotions.includes('anger') || found.emotions.includes('fear');
  if (heated && found.sentimentScore <= VERY_NEGATIVE) return 'high';
  return urgency === 'low' || found.sentimentScore > 50 ? 'low' : 'normal';
}

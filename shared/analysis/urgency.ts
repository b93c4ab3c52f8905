import type { Emotion, Urgency } from './analysis.schema.ts';
import { urgencyTerms } from './lexicons/urgencies.ts';
import { isNegated, matchersOf, tokenise } from './words.ts';

const matcherFor = matchersOf(urgencyTerms);
/** Strongly negative, on the scale of sentimentScore. */
const VERY_NEGATIVE = -60;

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
  const tokens = tokenise(text, language);
  const levels = new Set<Urgency>();
  for (const { value, at } of matcherFor(language)(tokens)) {
    levels.add(value !== 'low' && isNegated(tokens, at, language) ? 'low' : value);
  }
  if (levels.has('critical')) return 'critical';
  const heated = found.emotions.includes('anger') || found.emotions.includes('fear');
  if (levels.has('high') || (heated && found.sentimentScore <= VERY_NEGATIVE)) return 'high';
  return levels.has('low') || found.sentimentScore > 50 ? 'low' : 'normal';
}

import type { Emotion, EvidenceRule, Urgency } from './analysis.schema.ts';
import { urgencyTerms } from './lexicons/urgencies.ts';
import { isNegated, matchersOf, type Place, placeOf, tokenise } from './words.ts';

const matcherFor = matchersOf(urgencyTerms);
/** Strongly negative, on the scale of sentimentScore. */
const VERY_NEGATIVE = -60;

/** What the words alone say: the level of the strongest term, and where the terms of that level stand in the text. */
export function urgencySignsIn(text: string, language: string): { urgency: Urgency | undefined; places: Place[] } {
  const tokens = tokenise(text, language);
  const signs = matcherFor(language)(tokens).map((match) => ({
    level: match.value !== 'low' && isNegated(tokens, match.at, language) ? ('low' as const) : match.value,
    place: placeOf(tokens, match),
  }));
  const urgency = (['critical', 'high', 'low'] as const).find((level) => signs.some((sign) => sign.level === level));
  return { urgency, places: signs.filter(({ level }) => level === urgency).map(({ place }) => place) };
}

/** How soon someone should look, and why: where the terms stand, or which rule without a term decided. */
export type UrgencyFound = { urgency: Urgency; places: Place[]; rule?: EvidenceRule };

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
): UrgencyFound {
  const { urgency, places } = urgencySignsIn(text, language);
  if (urgency === 'critical' || urgency === 'high') return { urgency, places };
  const heated = found.emotions.includes('anger') || found.emotions.includes('fear');
  if (heated && found.sentimentScore <= VERY_NEGATIVE)
    return { urgency: 'high', places: [], rule: 'anger-or-fear-and-very-negative' };
  return { urgency: urgency === 'low' || found.sentimentScore > 50 ? 'low' : 'normal', places };
}

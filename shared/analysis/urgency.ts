import type { Emotion, EvidenceRule, Urgency } from './analysis.schema.ts';
import { type UrgencyTerms, urgencyTerms } from './lexicons/urgencies.ts';
import { isNegated, matchersOf, type Place, placeOf, tokenise } from './words.ts';

const matcherFor = matchersOf(urgencyTerms);
/** Strongly negative, and clearly positive, on the scale of sentimentScore. */
const VERY_NEGATIVE = -60;
const POSITIVE = 50;

/**
 * What the words alone say: the level of the strongest term, and where the terms of that level stand in the text. `pleased`
 * leaves out words that are said of what went well, too.
 */
export function urgencySignsIn(
  text: string,
  language: string,
  { pleased = false } = {},
): { urgency: Urgency | undefined; places: Place[] } {
  const tokens = tokenise(text, language);
  const signs = matcherFor(language)(tokens)
    .filter(({ value }) => value !== 'hasty' || !pleased)
    .map((match) => ({
      level: match.value !== 'low' && isNegated(tokens, match.at, language) ? ('low' as const) : levelOf(match.value),
      place: placeOf(tokens, match),
    }));
  const urgency = (['critical', 'high', 'low'] as const).find((level) => signs.some((sign) => sign.level === level));
  return { urgency, places: signs.filter(({ level }) => level === urgency).map(({ place }) => place) };
}

const levelOf = (level: UrgencyTerms[number][0]) => (level === 'hasty' ? 'high' : level);

/** How soon someone should look, and why: where the terms stand, or which rule without a term decided. */
export type UrgencyFound = { urgency: Urgency; places: Place[]; rule?: EvidenceRule };

/**
 * How soon someone should look. The first rule that fits decides:
 * 1. `critical`: a term of danger, crime, loss of data or complete outage, not denied.
 * 2. `high`: a term of haste, blockage, wrong charge, repeated contact or leaving, not denied; in a positive text
 *    (sentimentScore > 50) only a term that praise does not have, so not "it was solved immediately";
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
  const pleased = found.sentimentScore > POSITIVE;
  const { urgency, places } = urgencySignsIn(text, language, { pleased });
  if (urgency === 'critical' || urgency === 'high') return { urgency, places };
  const heated = found.emotions.includes('anger') || found.emotions.includes('fear');
  if (heated && found.sentimentScore <= VERY_NEGATIVE)
    return { urgency: 'high', places: [], rule: 'anger-or-fear-and-very-negative' };
  return { urgency: urgency === 'low' || pleased ? 'low' : 'normal', places };
}

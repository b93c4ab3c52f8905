import { languageOf } from '../fields/text.schema.ts';
import { type Analysis, type EarlyFinding, MAX_EARLY_EVIDENCE } from './analysis.schema.ts';
import { emotionsOf, emotionSignsIn } from './emotion.ts';
import { spansIn, textOf } from './texts.ts';
import { VERSION } from './capabilities.ts';
import type { Stored } from './stored.ts';
import { urgencySignsIn } from './urgency.ts';

/** Of a record, what its words are judged by. */
export type Told = Pick<Stored, 'subject' | 'comments' | 'context' | 'language'> & {
  analysis?: Pick<Analysis, 'urgency' | 'correctedBy'> | undefined;
};

/**
 * What the words alone say of a text that shows haste or danger, by the company's language where none is given; no
 * service is asked. Undefined for every other text, and where the record says so already or a person has judged it.
 */
export function earlyFinding(record: Told, defaultLanguage: string): EarlyFinding | undefined {
  const text = textOf(record);
  const language = record.language === undefined ? defaultLanguage : languageOf(record.language);
  const { urgency, places } = urgencySignsIn(text, language);
  if (urgency !== 'high' && urgency !== 'critical') return undefined;
  const { urgency: known, correctedBy } = record.analysis ?? {};
  if (known === urgency || (known !== undefined && correctedBy !== undefined)) return undefined;
  return {
    urgency,
    emotions: emotionsOf(emotionSignsIn(text, language)),
    evidence: spansIn(record, places).slice(0, MAX_EARLY_EVIDENCE),
    version: VERSION,
  };
}

import { AnalysisPart, type PartState } from './analysis.schema.ts';
import { emotionTerms } from './lexicons/emotions.ts';
import { urgencyTerms } from './lexicons/urgencies.ts';

/** Who analyses. */
export const ENGINE = 'comprehend';
/** Raised when rules or lexicons change what they find, or in which languages. */
export const VERSION = '3';

/** Languages of Comprehend's DetectSentiment and DetectKeyPhrases. */
const comprehend = ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt', 'zh', 'zh-TW'];

/** The languages that each part of the analysis handles. */
export const languagesByPart: Readonly<Record<AnalysisPart, readonly string[]>> = {
  sentiment: comprehend,
  keyPhrases: comprehend,
  pii: ['en', 'es'],
  emotions: Object.keys(emotionTerms).toSorted(),
  urgency: Object.keys(urgencyTerms).toSorted(),
};

export const handles = (part: AnalysisPart, language: string): boolean => languagesByPart[part].includes(language);

export type Parts = Record<AnalysisPart, PartState>;

/** What becomes of each part of a text in a language. */
export const partsIn = (language: string): Parts =>
  partsOf((part) => (handles(part, language) ? 'done' : 'unsupported'));

/** What becomes of each part where a company has switched analysis off. */
export const disabledParts = (): Parts => partsOf(() => 'disabled');

const partsOf = (state: (part: AnalysisPart) => PartState): Parts =>
  Object.fromEntries(AnalysisPart.options.map((part) => [part, state(part)])) as Parts;

/** What is handled in which language, by whom. */
export const capabilities = () => ({
  parts: Object.fromEntries(
    Object.entries(languagesByPart).map(([part, languages]) => [part, [...languages]]),
  ) as Record<AnalysisPart, string[]>,
  engine: ENGINE,
  version: VERSION,
});

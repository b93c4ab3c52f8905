import { languageOf } from '../fields/text.schema.ts';
import { handles } from './capabilities.ts';
import { countWords, splitText } from './split.ts';

/** A text to analyse; `language` where the sender or the survey has told it. */
export type Document = { text: string; language?: string | undefined };

/** What the service is asked for, and so is paid: the language only where nobody has told it. */
export const paidParts = ['language', 'sentiment', 'keyPhrases', 'pii'] as const;
export type PaidPart = (typeof paidParts)[number];
/** What a caller chooses among them. */
export type AskedPart = Exclude<PaidPart, 'language'>;
export const allAsked: ReadonlySet<AskedPart> = new Set(['sentiment', 'keyPhrases', 'pii']);

/** Units by what they are paid for. */
export type Cost = Readonly<Record<PaidPart, number>>;

const costBy = (count: (part: PaidPart) => number): Cost =>
  Object.fromEntries(paidParts.map((part) => [part, count(part)])) as Cost;

export const sumOf = (costs: readonly Cost[]): Cost =>
  costBy((part) => costs.reduce((sum, cost) => sum + cost[part], 0));
/** What of a cost was not used up. */
export const restOf = (reserved: Cost, used: Cost): Cost => costBy((part) => reserved[part] - used[part]);
export const unitsIn = (cost: Cost): number => paidParts.reduce((sum, part) => sum + cost[part], 0);

/** Below these a guess of the language is worth nothing: every detector fails on "ok" and "malo". */
const MIN_WORDS = 3;
const MIN_CHARACTERS = 20;

export const isGuessable = (text: string): boolean => text.length >= MIN_CHARACTERS && countWords(text) >= MIN_WORDS;

export const toldLanguage = (language: string | undefined): string | undefined => language && languageOf(language);

/**
 * Units that Comprehend bills for a text: per call one for each 100 characters begun, at least 3; texts joined for
 * the detection of personal data pay no minimum. Without `language`, the most that it can come to. `asked`: what the
 * service is asked for.
 */
export function costOf(
  { text, language: told }: Document,
  language?: string,
  asked: ReadonlySet<AskedPart> = allAsked,
): Cost {
  const pieces = splitText(text).map(({ length }) => Math.max(3, Math.ceil(length / 100)));
  const used = language ?? toldLanguage(told);
  const whole = pieces.reduce((sum, units) => sum + units, 0);
  const isHandled = (part: AskedPart): boolean => asked.has(part) && (used === undefined || handles(part, used));
  const isRead = used === undefined || handles('sentiment', used);
  return {
    language: toldLanguage(told) === undefined && isGuessable(text) ? (pieces[0] ?? 0) : 0,
    sentiment: isHandled('sentiment') ? whole : 0,
    keyPhrases: isHandled('keyPhrases') ? whole : 0,
    pii: isRead && isHandled('pii') ? Math.ceil(text.length / 100) : 0,
  };
}

/** The same in one number. */
export const unitsOf = (document: Document, language?: string): number => unitsIn(costOf(document, language));

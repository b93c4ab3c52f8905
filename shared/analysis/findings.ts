import { handles } from './capabilities.ts';
import {
  detectKeyPhrases,
  detectLanguages,
  detectPii,
  detectSentiments,
  type Failure,
  type PiiFound,
  type Result,
  type SentimentFound,
} from './comprehend.ts';
import { piiByForm } from './pii.ts';
import { labelOf, mergePhrases, mergeScores, type Phrase, splitText } from './split.ts';
import {
  allAsked,
  type AskedPart,
  type Cost,
  costOf,
  type Document,
  isGuessable,
  sumOf,
  toldLanguage,
} from './units.ts';

export type Findings = {
  language: string;
  sentiment: SentimentFound['label'];
  /** 100 · (P(positive) − P(negative)), rounded. */
  sentimentScore: number;
  phrases: Phrase[];
  pii: PiiFound[];
};
/** Of findings, what was asked for. */
export type SomeFindings = Pick<Findings, 'language'> & Partial<Findings>;
export type Outcome<F = Findings> = { findings: F } | { unsupported: string } | { failure: Failure };

const MIN_CONFIDENCE = 0.5;

/**
 * Asks Comprehend about many texts with few calls: language only where it is unknown, then per language sentiment
 * and key phrases in batches of 25 pieces of at most 5 KB, and personal data in joined documents. Outcomes come in
 * the order of the documents; `cost` is what the answered calls cost, in units.
 */
export const findIn = (
  documents: readonly Document[],
  defaultLanguage: string,
): Promise<{ outcomes: Outcome[]; cost: Cost }> =>
  // Where everything is asked for, nothing is absent.
  findSome(documents, defaultLanguage, allAsked) as Promise<{ outcomes: Outcome[]; cost: Cost }>;

/** As {@link findIn}, asking for some parts only; the others are absent. */
export async function findSome(
  documents: readonly Document[],
  defaultLanguage: string,
  asked: ReadonlySet<AskedPart>,
): Promise<{ outcomes: Outcome<SomeFindings>[]; cost: Cost }> {
  const languages = await languagesOf(documents, defaultLanguage);
  const outcomes: Outcome<SomeFindings>[] = languages.map((language) =>
    'failure' in language ? language : { unsupported: language.value },
  );
  const groups = new Map<string, number[]>();
  languages.forEach((language, index) => {
    if ('failure' in language || !handles('sentiment', language.value)) return;
    groups.set(language.value, [...(groups.get(language.value) ?? []), index]);
  });
  for (const [language, members] of groups) {
    const found = await findInLanguage(
      members.map((index) => documents[index]?.text ?? ''),
      language,
      asked,
    );
    members.forEach((index, position) => (outcomes[index] = found[position] ?? { failure: 'service-error' }));
  }
  const costs = documents.flatMap((document, index) => {
    const [outcome, language] = [outcomes[index], languages[index]];
    // What the service did not take it does not bill.
    if (outcome && 'failure' in outcome && outcome.failure === 'unavailable') return [];
    return costOf(document, language && 'value' in language ? language.value : undefined, asked);
  });
  return { outcomes, cost: sumOf(costs) };
}

async function languagesOf(documents: readonly Document[], defaultLanguage: string): Promise<Result<string>[]> {
  const known: Result<string>[] = documents.map(({ text, language }) => ({
    value: toldLanguage(language) ?? (isGuessable(text) ? '' : defaultLanguage),
  }));
  const unknown = known.flatMap((result, index) => ('value' in result && result.value === '' ? [index] : []));
  const guesses = await detectLanguages(unknown.map((index) => splitText(documents[index]?.text ?? '')[0] ?? ''));
  unknown.forEach((index, position) => {
    const guess = guesses[position] ?? { failure: 'service-error' as const };
    known[index] =
      'failure' in guess
        ? guess
        : { value: guess.value.score >= MIN_CONFIDENCE ? guess.value.language : defaultLanguage };
  });
  return known;
}

async function findInLanguage(
  texts: readonly string[],
  language: string,
  asked: ReadonlySet<AskedPart>,
): Promise<Outcome<SomeFindings>[]> {
  const pieces = texts.map((text) => splitText(text).filter((piece) => piece.trim() !== ''));
  const flat = pieces.flat();
  const [sentiments, phrases, pii] = await Promise.all([
    asked.has('sentiment') ? detectSentiments(flat, language) : [],
    asked.has('keyPhrases') ? detectKeyPhrases(flat, language) : [],
    asked.has('pii') && handles('pii', language)
      ? detectPii(texts, language)
      : texts.map((): Result<PiiFound[]> => ({ value: [] })),
  ]);
  // What its form gives away is personal data, whether or not the service knows the language or found it.
  const found = pii.map((result, index): Result<PiiFound[]> =>
    'value' in result ? { value: withForms(result.value, texts[index] ?? '') } : result,
  );
  let from = 0;
  return texts.map((_, index) => {
    const to = from + (pieces[index]?.length ?? 0);
    const outcome = together(
      language,
      flat.slice(from, to),
      sentiments.slice(from, to),
      phrases.slice(from, to),
      found[index],
      asked,
    );
    from = to;
    return outcome;
  });
}

/** What was found in a text, and beside it what its form gives away, in the order of the text. */
function withForms(found: readonly PiiFound[], text: string): PiiFound[] {
  const forms = piiByForm(text);
  const others = forms.filter(({ start, end }) => !found.some((span) => span.start <= start && span.end >= end));
  return [...found, ...others].toSorted((a, b) => a.start - b.start);
}

function together(
  language: string,
  pieces: readonly string[],
  sentiments: readonly Result<SentimentFound>[],
  phrases: readonly Result<Phrase[]>[],
  pii: Result<PiiFound[]> = { failure: 'service-error' },
  asked = allAsked,
): Outcome<SomeFindings> {
  const failures = [...sentiments, ...phrases, pii].flatMap((result) => ('failure' in result ? [result.failure] : []));
  const worst = (['unavailable', 'service-error', 'rejected'] as const).find((failure) => failures.includes(failure));
  if (worst) return { failure: worst };
  const found = sentiments.flatMap((result) => ('value' in result ? [result.value] : []));
  const scores = mergeScores(
    found.map((piece, index) => ({ weight: pieces[index]?.length ?? 0, scores: piece.scores })),
  );
  return {
    findings: {
      language,
      ...(asked.has('sentiment') && {
        // A text in one piece keeps the service's own verdict.
        sentiment: found.length === 1 && found[0] ? found[0].label : labelOf(scores),
        // "+ 0" because −0 is no number that anyone wants to read.
        sentimentScore: Math.round(100 * (scores.positive - scores.negative)) + 0,
      }),
      ...(asked.has('keyPhrases') && {
        phrases: mergePhrases(phrases.flatMap((result) => ('value' in result ? result.value : []))),
      }),
      ...(asked.has('pii') && { pii: 'value' in pii ? pii.value : [] }),
    },
  };
}

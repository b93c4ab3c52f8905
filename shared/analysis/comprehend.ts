import {
  BatchDetectDominantLanguageCommand,
  BatchDetectKeyPhrasesCommand,
  BatchDetectSentimentCommand,
  type BatchItemError,
  ComprehendClient,
  DetectPiiEntitiesCommand,
  type LanguageCode,
} from '@aws-sdk/client-comprehend';
import { bytesOf, type Phrase, type SentimentScores } from './split.ts';

/**
 * The one place that talks to Amazon Comprehend. Every function takes any number of texts and answers in their
 * order; one text's failure never spoils another's. A text has failed because of itself (`rejected`: refused for good;
 * `service-error`: the service failed on this text alone, several times) or because the service was not to be had
 * (`unavailable`: throttled, down, not permitted).
 */
export type Failure = 'unavailable' | 'service-error' | 'rejected';
export type Result<T> = { value: T } | { failure: Failure };

const BATCH = 25;
/** Below the service's 100 KB for one PII document, so that separators always fit. */
const PII_BYTES = 90_000;
const SEPARATOR = '\n\n';
const ITEM_TRIES = 3;
const refusals = new Set([
  'InvalidRequestException',
  'ValidationException',
  'TextSizeLimitExceededException',
  'UnsupportedLanguageException',
  'BatchSizeLimitExceededException',
]);

let client: ComprehendClient | undefined;
// Four tries with growing pauses ride out a short throttle; a longer one is left to the sweep.
const comprehend = (): ComprehendClient =>
  (client ??= new ComprehendClient({
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 8000 },
  }));

/** Dominant language of each text with the service's confidence, 0..1. Texts should have 20 characters or more. */
export function detectLanguages(texts: readonly string[]): Promise<Result<{ language: string; score: number }>[]> {
  return inBatches(texts, async (TextList) => {
    const reply = await comprehend().send(new BatchDetectDominantLanguageCommand({ TextList }));
    return {
      errors: reply.ErrorList ?? [],
      items: (reply.ResultList ?? []).map(({ Index, Languages = [] }) => {
        const best = Languages.reduce((a, b) => ((b.Score ?? 0) > (a.Score ?? 0) ? b : a), Languages[0] ?? {});
        return { Index, value: { language: best.LanguageCode ?? 'und', score: best.Score ?? 0 } };
      }),
    };
  });
}

export type SentimentFound = { label: keyof SentimentScores; scores: SentimentScores };

/** Sentiment of each text (≤ 5 KB), all in one supported language. */
export function detectSentiments(texts: readonly string[], language: string): Promise<Result<SentimentFound>[]> {
  return inBatches(texts, async (TextList) => {
    const reply = await comprehend().send(
      new BatchDetectSentimentCommand({ TextList, LanguageCode: language as LanguageCode }),
    );
    return {
      errors: reply.ErrorList ?? [],
      items: (reply.ResultList ?? []).map(({ Index, Sentiment = 'NEUTRAL', SentimentScore }) => ({
        Index,
        value: {
          label: Sentiment.toLowerCase() as keyof SentimentScores,
          scores: {
            positive: SentimentScore?.Positive ?? 0,
            negative: SentimentScore?.Negative ?? 0,
            neutral: SentimentScore?.Neutral ?? 0,
            mixed: SentimentScore?.Mixed ?? 0,
          },
        },
      })),
    };
  });
}

/** Key phrases of each text (≤ 5 KB), all in one supported language. */
export function detectKeyPhrases(texts: readonly string[], language: string): Promise<Result<Phrase[]>[]> {
  return inBatches(texts, async (TextList) => {
    const reply = await comprehend().send(
      new BatchDetectKeyPhrasesCommand({ TextList, LanguageCode: language as LanguageCode }),
    );
    return {
      errors: reply.ErrorList ?? [],
      items: (reply.ResultList ?? []).map(({ Index, KeyPhrases = [] }) => ({
        Index,
        value: KeyPhrases.map(({ Text = '', Score = 0 }) => ({ text: Text, score: Score })),
      })),
    };
  });
}

/** Kind and place of a piece of personal data, in UTF-16 units of the text. */
export type PiiFound = { type: string; start: number; end: number };

/**
 * Personal data in each text. The service has no batch call for this, so texts are joined into documents of up to
 * 90 KB and the places mapped back (docs/adr/0010): one call for many texts, and no minimum charge per short text.
 */
export async function detectPii(texts: readonly string[], language: string): Promise<Result<PiiFound[]>[]> {
  const results: Result<PiiFound[]>[] = [];
  for (let from = 0; from < texts.length;) {
    let to = from;
    for (let bytes = 0; to < texts.length; to++) {
      bytes += bytesOf(texts[to] ?? '') + SEPARATOR.length;
      if (bytes > PII_BYTES && to > from) break;
    }
    const group = texts.slice(from, to);
    results.push(...(results.some(isUnavailable) ? group.map(unavailable) : await piiOfGroup(group, language)));
    from = to;
  }
  return results;
}

async function piiOfGroup(texts: readonly string[], language: string): Promise<Result<PiiFound[]>[]> {
  const document = texts.join(SEPARATOR);
  try {
    const reply = await comprehend().send(
      new DetectPiiEntitiesCommand({ Text: document, LanguageCode: language as LanguageCode }),
    );
    const units = utf16Offsets(document);
    let start = 0;
    return texts.map((text) => {
      const from = start;
      start += text.length + SEPARATOR.length;
      const found = (reply.Entities ?? []).flatMap(({ Type = 'OTHER', BeginOffset = 0, EndOffset = 0 }) => {
        // An entity that the joining made up by reaching over a separator is cut to what lies in this text.
        const begin = Math.max(units(BeginOffset) - from, 0);
        const end = Math.min(units(EndOffset) - from, text.length);
        return begin < end ? [{ type: Type, start: begin, end }] : [];
      });
      return { value: found };
    });
  } catch (error) {
    if (!isRefusal(error)) return texts.map(unavailable);
    return texts.length === 1 ? [{ failure: 'rejected' }] : halves(texts, (half) => piiOfGroup(half, language));
  }
}

/** Comprehend counts code points, JavaScript UTF-16 units. */
function utf16Offsets(text: string): (codePoints: number) => number {
  const offsets: number[] = [];
  let unit = 0;
  for (const character of text) {
    offsets.push(unit);
    unit += character.length;
  }
  return (codePoints) => offsets[codePoints] ?? text.length;
}

type BatchReply<T> = { items: { Index?: number | undefined; value: T }[]; errors: BatchItemError[] };
type BatchCall<T> = (texts: string[]) => Promise<BatchReply<T>>;

async function inBatches<T>(texts: readonly string[], call: BatchCall<T>): Promise<Result<T>[]> {
  const results: Result<T>[] = [];
  for (let from = 0; from < texts.length; from += BATCH) {
    const batch = texts.slice(from, from + BATCH);
    // Once the service is not to be had, more calls would only prolong the throttle.
    results.push(...(results.some(isUnavailable) ? batch.map(unavailable) : await oneBatch(batch, call)));
  }
  return results;
}

/** Calls once, then again for those texts alone that the service reports as failed. */
async function oneBatch<T>(texts: readonly string[], call: BatchCall<T>, tries = ITEM_TRIES): Promise<Result<T>[]> {
  let reply: BatchReply<T>;
  try {
    reply = await call([...texts]);
  } catch (error) {
    if (!isRefusal(error)) return texts.map(unavailable);
    return texts.length === 1 ? [{ failure: 'rejected' }] : halves(texts, (half) => oneBatch(half, call, tries));
  }
  const results: Result<T>[] = texts.map(() => ({ failure: 'service-error' }));
  for (const { Index = -1, value } of reply.items) if (Index in results) results[Index] = { value };
  const again: number[] = [];
  for (const { Index = -1, ErrorCode = '' } of reply.errors) {
    if (!(Index in results)) continue;
    if (/INVALID|SIZE|UNSUPPORTED/.test(ErrorCode)) results[Index] = { failure: 'rejected' };
    else again.push(Index);
  }
  if (again.length > 0 && tries > 1) {
    await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** (ITEM_TRIES - tries)));
    const second = await oneBatch(
      again.map((index) => texts[index] ?? ''),
      call,
      tries - 1,
    );
    again.forEach((index, position) => (results[index] = second[position] ?? { failure: 'service-error' }));
  }
  return results;
}

/** Finds the one text that a whole call was refused for, in log₂(n) steps. */
async function halves<T>(
  texts: readonly string[],
  run: (half: readonly string[]) => Promise<Result<T>[]>,
): Promise<Result<T>[]> {
  const middle = Math.ceil(texts.length / 2);
  return [...(await run(texts.slice(0, middle))), ...(await run(texts.slice(middle)))];
}

const unavailable = (): { failure: Failure } => ({ failure: 'unavailable' });
const isUnavailable = (result: Result<unknown>): boolean => 'failure' in result && result.failure === 'unavailable';
const isRefusal = (error: unknown): boolean => error instanceof Error && refusals.has(error.name);

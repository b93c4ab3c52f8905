import type { Context } from '../kernel/context.ts';
import { type Analysis, MAX_SPANS, type PiiSpan } from './analysis.schema.ts';
import { emotionsOf, emotionSignsIn } from './emotion.ts';
import { evidenceOf } from './evidence.ts';
import { spansIn, textOf } from './texts.ts';
import type { Findings } from './findings.ts';
import type { Stored } from './stored.ts';
import { knownTopicsIn, type TopicName, topicsOf } from './topics.ts';
import { urgencyOf } from './urgency.ts';

const ENGINE = 'comprehend';
/** Raised when rules or lexicons change what they find. */
export const VERSION = '1';

/** Who analysed, by which rules, and when. */
export const signature = (ctx: Context) => ({ engine: ENGINE, version: VERSION, analysedAt: ctx.now.toISOString() });

/** What a record will say of its text: the service's findings and what our own rules make of them. */
export function analysisOf(ctx: Context, taxonomy: readonly TopicName[], record: Stored, found: Findings): Analysis {
  const text = textOf(record);
  const { language, sentiment, sentimentScore } = found;
  const signs = emotionSignsIn(text, language);
  const emotions = emotionsOf(signs);
  const urgency = urgencyOf(text, language, { sentimentScore, emotions });
  const known = knownTopicsIn(text, language, taxonomy);
  const keyTopics = topicsOf(language, known, withoutPii(text, found));
  return {
    status: 'done',
    language,
    sentiment,
    sentimentScore,
    emotions,
    urgency: urgency.urgency,
    keyTopics,
    pii: piiSpans(record, found),
    evidence: evidenceOf(record, {
      emotions,
      signs,
      urgency,
      topics: known.filter(({ name }) => keyTopics.includes(name)),
    }),
    ...signature(ctx),
  };
}

/** Topics are listed and counted: a customer's name or number must not become one. */
function withoutPii(text: string, { phrases, pii }: Findings): Findings['phrases'] {
  const secrets = pii.map(({ start, end }) => text.slice(start, end).toLowerCase());
  return phrases.filter(
    (phrase) =>
      !secrets.some(
        (secret) => phrase.text.toLowerCase().includes(secret) || secret.includes(phrase.text.toLowerCase()),
      ),
  );
}

const piiSpans = (record: Stored, { pii }: Findings): PiiSpan[] =>
  spansIn(
    record,
    pii.toSorted((a, b) => a.start - b.start),
  ).slice(0, MAX_SPANS);

import type { Context } from '../kernel/context.ts';
import { type Analysis, MAX_SPANS, type PiiSpan } from './analysis.schema.ts';
import { ENGINE, partsIn, VERSION } from './capabilities.ts';
import { emotionsOf, emotionSignsIn } from './emotion.ts';
import { evidenceOf } from './evidence.ts';
import type { Phrase } from './split.ts';
import { spansIn, textOf, type Texts } from './texts.ts';
import type { Findings } from './findings.ts';
import type { Stored } from './stored.ts';
import { knownTopicsIn, type TopicName, topicsOf } from './topics.ts';
import { urgencyOf } from './urgency.ts';
import type { Place } from './words.ts';

/** Who analysed, by which rules, and when. */
export const signature = (ctx: Context) => ({ engine: ENGINE, version: VERSION, analysedAt: ctx.now.toISOString() });

/**
 * What a record will say of its text: the service's findings and what our own rules make of them. What no part handles
 * in the text's language is absent, and `parts` says so.
 */
export function analysisOf(ctx: Context, taxonomy: readonly TopicName[], record: Stored, found: Findings): Analysis {
  const text = textOf(record);
  const { language, sentiment, sentimentScore } = found;
  const parts = partsIn(language);
  const signs = parts.emotions === 'done' ? emotionSignsIn(text, language) : [];
  const emotions = emotionsOf(signs);
  const urgency = parts.urgency === 'done' ? urgencyOf(text, language, { sentimentScore, emotions }) : undefined;
  const known = knownTopicsIn(text, language, taxonomy);
  const keyTopics = topicsOf(language, known, withoutPii(found.phrases, textsAt(text, found.pii)));
  return {
    status: 'done',
    language,
    sentiment,
    sentimentScore,
    ...(parts.emotions === 'done' && { emotions }),
    ...(urgency && { urgency: urgency.urgency }),
    keyTopics,
    ...(parts.pii === 'done' && { pii: piiSpans(record, found) }),
    evidence: evidenceOf(record, {
      emotions,
      signs,
      urgency,
      topics: known.filter(({ name }) => keyTopics.includes(name)),
    }),
    parts,
    ...signature(ctx),
  };
}

/** What stands at some places of a text. */
export const textsAt = (text: string, places: readonly Place[]): string[] =>
  places.map(({ start, end }) => text.slice(start, end));

/** Topics are listed and counted: a customer's name or number must not become one. */
export function withoutPii(phrases: readonly Phrase[], personal: readonly string[]): Phrase[] {
  const secrets = personal.map((text) => text.toLowerCase());
  return phrases.filter(
    (phrase) =>
      !secrets.some(
        (secret) => phrase.text.toLowerCase().includes(secret) || secret.includes(phrase.text.toLowerCase()),
      ),
  );
}

/** Places of personal data in the fields of a record, the first ones. */
export const piiSpans = (record: Texts, { pii }: Pick<Findings, 'pii'>): PiiSpan[] =>
  spansIn(
    record,
    pii.toSorted((a, b) => a.start - b.start),
  ).slice(0, MAX_SPANS);

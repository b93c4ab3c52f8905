import type { Context } from '../kernel/context.ts';
import { type Analysis, MAX_SPANS, type PiiSpan } from './analysis.schema.ts';
import { emotionsOf } from './emotion.ts';
import type { Findings } from './findings.ts';
import type { Stored } from './stored.ts';
import { type TopicName, topicsOf } from './topics.ts';
import { urgencyOf } from './urgency.ts';

const ENGINE = 'comprehend';
/** Raised when rules or lexicons change what they find. */
export const VERSION = '1';

/** Who analysed, by which rules, and when. */
export const signature = (ctx: Context) => ({ engine: ENGINE, version: VERSION, analysedAt: ctx.now.toISOString() });

const fields = ['subject', 'comments', 'context'] as const;
const JOINT = '\n';
type Texts = Pick<Stored, (typeof fields)[number]>;

/** What a customer said, as one text: subject, comments and context, a line each. */
export const textOf = (record: Texts): string => fields.flatMap((field) => record[field] ?? []).join(JOINT);

/** What a record will say of its text: the service's findings and what our own rules make of them. */
export function analysisOf(ctx: Context, taxonomy: readonly TopicName[], record: Stored, found: Findings): Analysis {
  const text = textOf(record);
  const { language, sentiment, sentimentScore } = found;
  const emotions = emotionsOf(text, language);
  return {
    status: 'done',
    language,
    sentiment,
    sentimentScore,
    emotions,
    urgency: urgencyOf(text, language, { sentimentScore, emotions }),
    keyTopics: topicsOf(text, language, withoutPii(text, found), taxonomy),
    pii: piiSpans(record, found),
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

/** Places in the text of {@link textOf}, in its order, become places in its fields. */
export function spansIn<P extends { start: number; end: number }>(
  record: Texts,
  places: readonly P[],
): (P & { field: (typeof fields)[number] })[] {
  let from = 0;
  return fields.flatMap((field) => {
    const length = record[field]?.length;
    if (length === undefined) return [];
    const inField = places.flatMap((place) => {
      const [start, end] = [Math.max(place.start - from, 0), Math.min(place.end - from, length)];
      return start < end ? [{ ...place, field, start, end }] : [];
    });
    from += length + JOINT.length;
    return inField;
  });
}

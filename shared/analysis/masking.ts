import { settingsOf } from '../company/settings.ts';
import type { Cover, Masking } from '../http/masked.ts';
import type { Context } from '../kernel/context.ts';
import { wordsOf } from '../kernel/words.ts';
import { type Evidence, MAX_SPANS, type PiiSpan } from './analysis.schema.ts';
import { type Field, fields, type Texts } from './texts.ts';
import { piiByForm } from './pii.ts';

type Span = { type: string; start: number; end: number };

/** What holds analysed texts: feedback. Whatever else people wrote is judged by form alone. */
type Analysed = Texts & {
  analysis?: { pii?: readonly PiiSpan[] | undefined; evidence?: readonly Evidence[] | undefined } | undefined;
};

const isField = (name: string | undefined): name is Field => fields.some((field) => field === name);

/** How the lists of a company are masked: where its settings want it, the kind stands in place of personal data. */
export const maskLists: Masking = async (ctx) =>
  (await settingsOf(ctx)).privacy.maskPii.lists ? coverText : undefined;

/**
 * Whether a caller's searches look at what is masked. With masking on, lists find by what they show, or a number that
 * is masked could be confirmed and spelt out by searching for it. Who answers people about their own data must find it.
 */
export const searchesMasked = (ctx: Context, { maskPii }: { maskPii: { lists: boolean } }): boolean =>
  maskPii.lists && !ctx.actor.permissions.has('privacy:write');

/**
 * A record with spaces in place of the personal data in its texts, for searches: what is left stands where it stood. The
 * person's own contact is no text.
 */
export function withoutPersonalData<R extends Analysed>(record: R): R {
  const texts = fields.flatMap((field) => {
    const text = record[field];
    return text === undefined
      ? []
      : [[field, replaced(text, spansIn(text, field, record), (_, length) => ' '.repeat(length))] as const];
  });
  return { ...record, ...Object.fromEntries(texts) };
}

/** A text with the kind of personal data in its place, e.g. `[EMAIL]`. */
export const coverText: Cover = (text, path, item) => {
  const [field, inner, part] = path;
  if (field === 'analysis' && inner === 'keyTopics')
    return isTelling(text, item) ? '[PII]' : withKinds(text, piiByForm(text));
  if (field === 'analysis' && inner === 'evidence') return withoutMasked(text, part, item);
  return withKinds(text, path.length === 1 && isField(field) ? spansIn(text, field, item) : piiByForm(text));
};

const withKinds = (text: string, spans: readonly Span[]): string => replaced(text, spans, (type) => `[${type}]`);

/**
 * Where personal data stands in a text: by what an analysis of this very text found, and always also by form, so that
 * nothing that was masked before an analysis shows after it.
 */
function spansIn(text: string, field: Field, { analysis }: Analysed): Span[] {
  // A changed text loses its findings, so those that are there hold while the record is analysed anew.
  const found = analysis?.pii ?? [];
  const spans: Span[] = [...found.filter((span) => span.field === field), ...piiByForm(text)];
  const last = found.length >= MAX_SPANS ? found.at(-1) : undefined;
  if (!last) return spans;
  // No more findings are kept than that: what stands behind the last of them may hold others.
  const rest = field === last.field ? last.end : 0;
  if (fields.indexOf(field) >= fields.indexOf(last.field) && rest < text.length)
    spans.push({ type: 'PII', start: rest, end: text.length });
  return spans;
}

/**
 * A term, or the topic that it is evidence of, is masked wherever it stands in the evidence once one of its places
 * touches masked personal data. What an emotion or urgency is called tells nothing.
 */
function withoutMasked(text: string, part: string | undefined, item: Analysed): string {
  const evidence = item.analysis?.evidence ?? [];
  const same = evidence.filter((one) =>
    part === 'term' ? one.term === text : one.kind === 'topic' && one.value === text,
  );
  const hidden = same.flatMap(({ field, start = 0, end = 0 }) =>
    field ? spansIn(item[field] ?? '', field, item).filter((span) => span.start < end && start < span.end) : [],
  )[0];
  return hidden ? `[${hidden.type}]` : withKinds(text, piiByForm(text));
}

/** Spans that overlap are replaced as one, as the kind of the first. From the end, so that earlier positions stay true. */
function replaced(text: string, spans: readonly Span[], by: (type: string, length: number) => string): string {
  return apart(spans).reduceRight(
    (rest, { type, start, end }) => rest.slice(0, start) + by(type, end - start) + rest.slice(end),
    text,
  );
}

function apart(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const before = merged.at(-1);
    if (before && span.start < before.end) before.end = Math.max(before.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}

/** Kinds that say nothing about who somebody is. */
const harmless = new Set(['DATE_TIME', 'AGE', 'URL']);
const wordsOfItems = new WeakMap<object, ReadonlySet<string>>();

/** Whether a topic repeats a word of the personal data in the texts that it was found in. */
function isTelling(topic: string, item: Analysed): boolean {
  let hidden = wordsOfItems.get(item);
  if (!hidden) {
    const pieces = fields.flatMap((field) => {
      const text = item[field] ?? '';
      const telling = spansIn(text, field, item).filter(({ type }) => !harmless.has(type));
      return telling.map(({ start, end }) => text.slice(start, end));
    });
    hidden = new Set(pieces.flatMap(wordsOf));
    wordsOfItems.set(item, hidden);
  }
  return wordsOf(topic).some((word) => hidden.has(word));
}

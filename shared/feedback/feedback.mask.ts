import { MAX_SPANS } from '../analysis/analysis.schema.ts';
import { piiByForm } from '../analysis/pii.ts';
import type { Feedback } from './feedback.schema.ts';

type Span = { type: string; start: number; end: number };

const fields = ['subject', 'comments', 'context'] as const;

/**
 * A record with the personal data in its texts replaced by its kind, e.g. `[EMAIL]`: by what an analysis of these very
 * texts found, and until there is one by form. The person's own contact is not text and stays.
 */
export function masked(record: Feedback): Feedback {
  // A changed text loses its findings, so those that are there hold while the record is analysed anew.
  const found = record.analysis?.pii;
  const last = found && found.length >= MAX_SPANS ? found.at(-1) : undefined;
  const texts = fields.flatMap((field) => {
    const text = record[field];
    if (text === undefined) return [];
    const spans: Span[] = found ? found.filter((span) => span.field === field) : piiByForm(text);
    // No more findings are kept than that: what stands behind the last of them may hold others.
    const rest = last && field === last.field ? last.end : 0;
    if (last && fields.indexOf(field) >= fields.indexOf(last.field) && rest < text.length)
      spans.push({ type: 'PII', start: rest, end: text.length });
    return [[field, covered(text, spans)] as const];
  });
  return { ...record, ...Object.fromEntries(texts) };
}

/** Spans that overlap are covered as one, under the kind of the first. From the end, so that earlier positions stay true. */
function covered(text: string, spans: readonly Span[]): string {
  const apart: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const before = apart.at(-1);
    if (before && span.start < before.end) before.end = Math.max(before.end, span.end);
    else apart.push({ ...span });
  }
  return apart.reduceRight((rest, { type, start, end }) => `${rest.slice(0, start)}[${type}]${rest.slice(end)}`, text);
}

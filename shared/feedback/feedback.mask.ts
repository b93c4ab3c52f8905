import { piiByForm } from '../analysis/pii.ts';
import type { Feedback } from './feedback.schema.ts';

const fields = ['subject', 'comments', 'context'] as const;

/**
 * A record with the personal data in its texts replaced by its kind, e.g. `[EMAIL]`: by what the analysis found,
 * and until there is one by form. The person's own contact is not text and stays.
 */
export function masked(record: Feedback): Feedback {
  const found = record.analysis?.status === 'done' ? record.analysis.pii : undefined;
  const texts = fields.flatMap((field) => {
    const text = record[field];
    if (text === undefined) return [];
    const spans = found ? found.filter((span) => span.field === field) : piiByForm(text);
    return [[field, covered(text, spans)] as const];
  });
  return { ...record, ...Object.fromEntries(texts) };
}

/** From the end, so that earlier positions stay true. */
const covered = (text: string, spans: readonly { type: string; start: number; end: number }[]): string =>
  spans
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { type, start, end }) => `${rest.slice(0, start)}[${type}]${rest.slice(end)}`, text);

import type { Feedback } from '../feedback/feedback.schema.ts';
import { coverText } from './masking.ts';

const EXCERPT = 280;

/** The beginning of what was said, masked whatever the company's setting for lists: a mail leaves the house. */
export function excerptOf(record: Feedback, most = EXCERPT): string | undefined {
  const field = (['comments', 'subject', 'context'] as const).find((name) => record[name]?.trim());
  if (!field) return undefined;
  const text = coverText(record[field] ?? '', [field], record).trim();
  if (text.length <= most) return text;
  // No half of a character stands at the end.
  return `${text
    .slice(0, most - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}

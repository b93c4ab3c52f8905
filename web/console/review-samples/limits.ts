import type { ReviewSample } from '../../../shared/review-sample/review-sample.schema.ts';
import { formatDays, formatPeriod } from '../../chart/format.ts';
import { feedbackTexts } from '../feedback/texts/texts.ts';
import { languageName } from '../kit/names.ts';
import { spoken, texts } from '../texts/console.ts';

/** From which feedback a sample was drawn, in words; nothing where it was from all. */
export function limitsOf({ from, to, source, type, language, ...others }: ReviewSample['filter']): string {
  const f = feedbackTexts();
  return [
    daysWords(from, to),
    source && (f.sources[source] ?? source),
    type && (f.types[type] ?? type),
    language && languageName(language),
    ...Object.values(others).map(String),
  ]
    .filter(Boolean)
    .join(' · ');
}

function daysWords(from: string | undefined, to: string | undefined): string | undefined {
  const t = texts();
  if (from && to) return formatDays(spoken(), from, to);
  if (from) return `${t.firstDay}: ${formatPeriod(spoken(), from)}`;
  return to && `${t.lastDay}: ${formatPeriod(spoken(), to)}`;
}

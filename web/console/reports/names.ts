import type { Section } from '../../../shared/report/section.schema.ts';
import { formatDays } from '../../chart/format.ts';
import { spoken } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import { spanOf } from './period.ts';
import { reportsTexts } from './texts/texts.ts';

/** What a block is called in the list: its own title, or what it shows. */
export function nameOfSection(section: Section): string {
  if (section.title) return section.title;
  const kind = reportsTexts().kinds[section.kind];
  return 'metric' in section ? `${kind}: ${metricName(section.metric)}` : kind;
}

export function periodName(period: string): string {
  const r = reportsTexts();
  const span = spanOf(period);
  switch (span.form) {
    case 'days':
      return formatDays(spoken(), span.from, span.to);
    case 'last':
      return { days: r.lastDays, weeks: r.lastWeeks, months: r.lastMonths }[span.unit](span.count);
    case 'named':
      return r.periods[span.name] ?? span.name;
  }
}

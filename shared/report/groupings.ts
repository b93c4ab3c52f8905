import type { Grouping } from '../metrics/metric.ts';
import type { ReportFilters } from './section.schema.ts';

/** By which dimension of the counters a filter narrows. */
export const groupingOf = {
  agentId: 'agent',
  teamId: 'team',
  source: 'source',
  type: 'type',
  category: 'category',
  theme: 'theme',
  templateId: 'template',
  segment: 'segment',
  tier: 'tier',
  language: 'language',
} as const satisfies Record<keyof ReportFilters, Grouping>;

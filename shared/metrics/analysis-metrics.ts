import { type Metric, OWN } from './metric.ts';
import { present } from './action-readings.ts';

const now = {
  citation: OWN,
  dimensions: [],
  read: present,
} as const;

/** How text analysis keeps up, and what it costs. */
export const analysisMetrics = {
  analysis_pending_age: {
    ...now,
    title: 'Age of the oldest pending analysis',
    direction: 'down_good',
    formula:
      'seconds that a text has waited for the service or the budget; 0 where none waits; texts on their first way to it, some seconds, are not seen',
    unit: 'seconds',
    live: 'analysisPendingAge',
    read: ({ now: age, waiting }) => ({ value: age ?? null, n: waiting ?? 0, excluded: {} }),
  },
  analysis_units: {
    ...now,
    title: 'Units of text analysis',
    direction: 'neutral',
    formula: 'units of 100 characters that the service was paid for in this UTC month, those of jobs included',
    unit: 'units',
    live: 'analysisUnits',
  },
} as const satisfies Record<string, Omit<Metric, 'name'>>;

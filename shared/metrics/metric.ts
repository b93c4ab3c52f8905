import type { Counters } from './counters.ts';
import type { Reading } from './readings.ts';

/** What the numbers of feedback are broken down by. */
export const feedbackGroupings = [
  'agent',
  'team',
  'source',
  'type',
  'category',
  'subcategory',
  'theme',
  'template',
  'segment',
  'tier',
  'language',
  'channel',
] as const;
export type FeedbackGrouping = (typeof feedbackGroupings)[number];

/** What a caller may break a number down by; each metric says by which of them. */
export const groupings = [
  ...feedbackGroupings,
  'owner',
  'rule',
  'urgency',
  'root_cause',
  'action',
  'severity',
  'route',
  'impact',
  'kind',
  'initiative',
  'endpoint',
] as const;
export type Grouping = (typeof groupings)[number];

/** Ways of reading a metric beside the usual one. */
export const variants = ['wall'] as const;
export type Variant = (typeof variants)[number];

/** Whether more of a number is good, bad, or neither. */
export const directions = ['up_good', 'down_good', 'neutral'] as const;
export type Direction = (typeof directions)[number];

/** One metric, declared once: catalogue, API, documentation and dashboards read this. */
export type Metric = {
  name: string;
  title: string;
  formula: string;
  /** Rises when the formula changes what it says; 1 unless given. */
  formulaVersion?: number;
  unit: string;
  direction: Direction;
  /** Whose definition it is. */
  citation: string;
  dimensions: readonly Grouping[];
  /** The breakdown given when the caller names none. */
  defaultBy?: Grouping;
  /** The total covers only what has a key in the default breakdown; the rest is counted as `unknown`. */
  keyedOnly?: true;
  /** Beside the plain counters it needs those of the resolution buckets. */
  buckets?: true;
  /** What is counted, where it is not feedback: invitations that were sent, cycles of follow-ups, alerts, decisions, deliveries. */
  rows?: 'invited' | 'followUp' | 'alert' | 'triageItem' | 'loopRun' | 'delivery';
  /** The metric's bars, by which drill-down finds the records that count. Metrics without have no feedback behind them. */
  family?:
    | 'nps'
    | 'csat'
    | 'ces'
    | 'fcr'
    | 'sentiment'
    | 'answers'
    | 'volume'
    | 'resolution'
    | 'invited'
    | 'emotion'
    | 'urgency';
  /** Counted now and not by day: of the open follow-ups, of triage, of what waits for webhooks, or of text analysis. */
  live?: 'open' | 'overdue' | 'unassigned' | 'waiting' | 'deliveries' | 'analysisUnits' | 'analysisPendingAge';
  /**
   * What a comparison takes the counters for, where rules do not watch the metric (`tests/sample.ts` names those that they
   * do): a number of records, a share, or times by the family of their bars. Without either it has no test.
   */
  sample?: 'count' | 'share' | { times: string };
  variants?: Readonly<Partial<Record<Variant, Pick<Metric, 'formula' | 'read'> & Partial<Pick<Metric, 'sample'>>>>>;
  read: (counters: Counters) => Reading;
};

export const WILSON = 'interval: Wilson, z = 1.96';

/** Sources that several metrics cite. Whoever reads a report can look them up: they are published, or the formula says it all. */
export const WILSON_1927 = 'E. B. Wilson, JASA 22 (1927)';
export const OWN = 'Heed’s own definition, as the formula says';

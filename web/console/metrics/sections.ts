import type { Words } from './texts/en.ts';

export type Section = keyof Words['sections'];
const prefixes: readonly [string, Section][] = [
  ['follow_up_', 'followUps'],
  ['alert_', 'alerts'],
  ['triage_', 'triage'],
  ['loop_', 'triage'],
  ['webhook_', 'system'],
  ['analysis_', 'system'],
  ['response_rate', 'answers'],
  ['comment_rate', 'answers'],
  ['volume', 'answers'],
  ['sentiment_', 'opinion'],
  ['net_sentiment', 'opinion'],
  ['emotion_', 'opinion'],
  ['urgent_', 'opinion'],
];

/** What a metric is about; a new one that nothing is known of is about satisfaction. */
export const sectionOf = (metric: string): Section =>
  prefixes.find(([prefix]) => metric.startsWith(prefix))?.[1] ?? 'satisfaction';

export const sections: readonly Section[] = [
  'satisfaction',
  'opinion',
  'answers',
  'followUps',
  'alerts',
  'triage',
  'system',
];

import { actionMetrics } from './action-metrics.ts';
import { analysisMetrics } from './analysis-metrics.ts';
import { feedbackGroupings, type Metric, WILSON } from './metric.ts';
import {
  commentRate,
  CORRELATION_MIN_N,
  fcrBreakdown,
  mean,
  netSentiment,
  nps,
  PRIOR_WEIGHT,
  resolutionCorrelation,
  responseRate,
  sentimentShare,
  topShare,
  volume,
} from './readings.ts';

const declare = <const M extends Record<string, Omit<Metric, 'name' | 'dimensions'> & Partial<Metric>>>(
  metrics: M,
): Record<keyof M & string, Metric> =>
  Object.fromEntries(
    Object.entries(metrics).map(([name, metric]) => [name, { dimensions: feedbackGroupings, ...metric, name }]),
  ) as Record<keyof M & string, Metric>;

export const metrics = declare({
  nps: {
    title: 'Net Promoter Score',
    formula:
      '100·(P − D)/n over NPS answers on 0–10; promoter ≥ 9, passive ≥ 7 and < 9, detractor < 7; margin 1.96·√(((P + D)/n − (NPS/100)²)/n)·100',
    unit: 'points',
    citation: 'F. Reichheld, The One Number You Need to Grow, HBR 12/2003; margin as in R package NPS (nps.test)',
    family: 'nps',
    read: nps,
  },
  csat_avg: {
    title: 'Customer satisfaction, mean',
    formula: 'mean of CSAT answers rescaled linearly to 1–5; margin 1.96·s/√n',
    unit: 'score 1–5',
    citation: 'product specification §7',
    family: 'csat',
    read: mean('csat', 5),
  },
  csat_pct: {
    title: 'Customer satisfaction, top two of five',
    formula: `100 · answers ≥ 4 after rescaling to 1–5 / CSAT answers; ${WILSON}`,
    unit: 'percent',
    citation: 'top-two-box as at Zendesk, Chatwoot and Delighted; E. B. Wilson, JASA 22 (1927)',
    family: 'csat',
    read: topShare('csat', 3, 4, ['satisfied', 'notSatisfied']),
  },
  ces_avg: {
    title: 'Customer effort, mean',
    formula: 'mean of CES answers rescaled linearly to 1–7 (7 = effortless); margin 1.96·s/√n',
    unit: 'score 1–7',
    citation: 'CES 2.0, Gartner/CEB 2013',
    family: 'ces',
    read: mean('ces', 7),
  },
  ces_pct: {
    title: 'Customer effort, share who found it easy',
    formula: `100 · answers ≥ 5 after rescaling to 1–7 / CES answers; ${WILSON}`,
    unit: 'percent',
    citation: 'CES 2.0, Gartner/CEB 2013',
    family: 'ces',
    read: topShare('ces', 2, 3, ['easy', 'notEasy']),
  },
  sentiment_share: {
    title: 'Share of sentiments',
    formula: `100 · positive / analysed records; breakdown counts positive, neutral, negative and mixed, which sum to n; ${WILSON}`,
    unit: 'percent',
    citation: 'Amazon Comprehend sentiment classes',
    family: 'sentiment',
    read: sentimentShare,
  },
  net_sentiment: {
    title: 'Net sentiment',
    formula: '(positive − negative)/n over analysed records; margin 1.96·√(((pos + neg)/n − net²)/n)',
    unit: 'ratio −1–1',
    citation: 'product specification §7',
    family: 'sentiment',
    read: netSentiment,
  },
  response_rate: {
    title: 'Response rate',
    formula: `people who answered / (sent − bounced), invitations only, by the day of the first mail; reminders do not change the denominator; ${WILSON}`,
    unit: 'ratio 0–1',
    citation: 'product specification §7; delivered as the base, as at CustomerGauge',
    dimensions: ['agent', 'team', 'template', 'segment', 'tier', 'language'],
    rows: 'invited',
    family: 'invited',
    read: responseRate,
  },
  comment_rate: {
    title: 'Comment rate',
    formula: `answers with a comment / answers (records with at least one score); ${WILSON}`,
    unit: 'ratio 0–1',
    citation: 'as in Delighted’s digest',
    family: 'answers',
    read: commentRate,
  },
  volume: {
    title: 'Volume',
    formula: 'number of feedback records',
    unit: 'records',
    citation: 'product specification §7',
    defaultBy: 'source',
    family: 'volume',
    read: volume,
  },
  agent_rating: {
    title: 'Agent rating',
    formula: `mean of CSAT answers rescaled to 1–5 by the agent of the snapshot; adjusted = (n·value + ${PRIOR_WEIGHT}·teamAverage)/(n + ${PRIOR_WEIGHT}), the team being the one most of the agent’s answers were given for`,
    unit: 'score 1–5',
    citation: 'shrinkage: B. Efron & C. Morris, Stein’s Paradox in Statistics, 1977, with a fixed prior weight',
    dimensions: ['agent'],
    defaultBy: 'agent',
    keyedOnly: true,
    family: 'csat',
    read: mean('csat', 5),
  },
  fcr_csat: {
    title: 'Satisfaction when the first contact solved it',
    formula:
      'mean of CSAT answers rescaled to 1–5 where firstContactResolved was true at the snapshot; unknown is excluded and counted',
    unit: 'score 1–5',
    citation: 'product specification §7',
    family: 'fcr',
    read: mean('fcr', 5, fcrBreakdown),
  },
  category_csat: {
    title: 'Satisfaction by category',
    formula: 'mean of CSAT answers rescaled to 1–5, by category, subcategory or type of issue',
    unit: 'score 1–5',
    citation: 'product specification §7',
    dimensions: ['category', 'subcategory', 'type'],
    defaultBy: 'category',
    keyedOnly: true,
    family: 'csat',
    read: mean('csat', 5),
  },
  resolution_correlation: {
    title: 'Resolution time and satisfaction',
    formula: `Spearman’s ρ with tie correction between resolution minutes (exact to 120, then in steps of 5 %) and CSAT; null below n = ${CORRELATION_MIN_N}`,
    unit: 'correlation −1–1',
    citation: 'M. G. Kendall, Rank Correlation Methods, 1948',
    dimensions: [],
    buckets: true,
    family: 'resolution',
    read: resolutionCorrelation,
  },
  ...actionMetrics,
  ...analysisMetrics,
});

export type MetricName = keyof typeof metrics;
export const metricNames = Object.keys(metrics) as [MetricName, ...MetricName[]];

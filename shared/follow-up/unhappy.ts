import type { Facts } from '../feedback/feedback.facts.ts';
import type { Score } from '../feedback/feedback.parts.schema.ts';
import { isDetractor } from '../metrics/readings.ts';
import { rescaled } from '../metrics/statistics.ts';

/** Scores that say that a customer is unhappy, by metric; of `custom` nobody knows which end is the good one. */
const unhappyScore: Record<Score['metric'], (score: Score) => boolean> = {
  nps: ({ value, scaleMin, scaleMax }) => scaleMin === 0 && scaleMax === 10 && isDetractor(value),
  csat: (score) => onScale(score, 5) <= 2,
  rating: (score) => onScale(score, 5) <= 2,
  ces: (score) => onScale(score, 7) <= 3,
  custom: () => false,
};

const onScale = ({ value, scaleMin, scaleMax }: Score, points: number): number =>
  rescaled({ value, min: scaleMin, max: scaleMax, count: 1 }, points);

/**
 * Whether a record says that its customer is unhappy: a detractor (NPS below 7 of 0–10), the lower two of five of a satisfaction,
 * the lower three of seven of an effort (7 is effortless), each after rescaling, or a negative sentiment.
 */
export const isUnhappy = ({ scores = [], analysis }: Pick<Facts, 'scores' | 'analysis'>): boolean =>
  analysis?.sentiment === 'negative' || scores.some((score) => unhappyScore[score.metric](score));

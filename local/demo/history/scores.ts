import type { SubmitFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';
import type { Mood } from '../phrases.ts';

type Score = NonNullable<SubmitFeedback['scores']>[number];

/** A whole number that is `x` on average, within a scale. */
function around(random: () => number, x: number, [low, high]: readonly [number, number]): number {
  const bounded = Math.min(high, Math.max(low, x));
  const floor = Math.floor(bounded);
  return floor + (random() < bounded - floor ? 1 : 0);
}

/** Of one person: satisfaction on 1–5 with a spread of ± 1 about its mean. */
export const csatOf = (random: () => number, mean: number): Score => ({
  metric: 'csat',
  value: around(random, mean - 1 + 2 * random(), [1, 5]),
  scaleMin: 1,
  scaleMax: 5,
});

export const npsOf = (random: () => number): Score => ({
  metric: 'nps',
  value: around(random, 3.4 + 7.6 * random(), [0, 10]),
  scaleMin: 0,
  scaleMax: 10,
});

export const cesOf = (random: () => number): Score => ({
  metric: 'ces',
  value: around(random, 3.4 + 4 * random(), [1, 7]),
  scaleMin: 1,
  scaleMax: 7,
});

/** How a matter went, by the score that was given for it. */
export function moodOf(random: () => number, score: Score | undefined): Mood {
  if (!score) return (['good', 'fair', 'bad'] as const)[Math.floor(random() * 3)] ?? 'fair';
  const part = (score.value - score.scaleMin) / (score.scaleMax - score.scaleMin);
  return part >= 0.75 ? 'good' : part >= 0.5 ? 'fair' : 'bad';
}

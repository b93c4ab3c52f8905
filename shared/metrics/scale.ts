import type { Metric } from './metric.ts';

const scales: Readonly<Record<string, readonly [low: number, high: number]>> = {
  points: [-100, 100],
  percent: [0, 100],
  'ratio 0–1': [0, 1],
  'ratio −1–1': [-1, 1],
  'correlation −1–1': [-1, 1],
  'score 1–5': [1, 5],
  'score 1–7': [1, 7],
};

/** The lowest and the highest value that a metric can have, in its unit; numbers and times begin at 0 and do not end. */
export const scaleOf = ({ unit }: Pick<Metric, 'unit'>): readonly [low: number, high: number] =>
  scales[unit] ?? [0, Infinity];

/** Why a value cannot be one of a metric; undefined where it can. */
export function offScale(metric: Pick<Metric, 'unit'>, value: number): string | undefined {
  const [low, high] = scaleOf(metric);
  if (value >= low && value <= high) return undefined;
  return high === Infinity ? `must be ${low} or more` : `must lie between ${low} and ${high}`;
}

export type Reading = {
  value: number | null;
  marginOfError?: number | undefined;
  interval?: { low: number; high: number } | undefined;
};
type Bounds = { low?: number; high?: number };

/** Lowest and highest value of a unit: an interval never says more than is possible. */
const scales: Readonly<Record<string, readonly [number, number]>> = {
  points: [-100, 100],
  percent: [0, 100],
  'ratio 0–1': [0, 1],
  'ratio −1–1': [-1, 1],
  'correlation −1–1': [-1, 1],
  'score 1–5': [1, 5],
  'score 1–7': [1, 7],
};

/** Bounds of the 95 % interval, within the scale; none where there is none. */
export function boundsOf(unit: string, { value, marginOfError, interval }: Reading): Bounds {
  if (value === null) return {};
  if (interval) return { low: interval.low, high: interval.high };
  if (marginOfError === undefined) return {};
  const [least, most] = scales[unit] ?? [-Infinity, Infinity];
  return { low: Math.max(least, value - marginOfError), high: Math.min(most, value + marginOfError) };
}

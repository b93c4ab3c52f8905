import { scaleOf } from '../../../shared/metrics/scale.ts';

export type Reading = {
  value: number | null;
  marginOfError?: number | undefined;
  interval?: { low: number; high: number } | undefined;
};
type Bounds = { low?: number; high?: number };

/** Bounds of the 95 % interval, within the scale; none where there is none. */
export function boundsOf(unit: string, { value, marginOfError, interval }: Reading): Bounds {
  if (value === null) return {};
  if (interval) return { low: interval.low, high: interval.high };
  if (marginOfError === undefined) return {};
  const [least, most] = scaleOf({ unit });
  return { low: Math.max(least, value - marginOfError), high: Math.min(most, value + marginOfError) };
}

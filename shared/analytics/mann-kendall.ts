import { Z95 } from '../metrics/statistics.ts';
import { upperTail } from '../metrics/tests/normal.ts';
import type { Interval } from './method.schema.ts';

export type MannKendall = { s: number; p: number; slope: number; interval: Interval };

/**
 * Whether values rise or fall with the time `at`, in whose order they come: Mann and Kendall's S, pairs that rise less pairs that fall, its p by the
 * normal distribution with correction for ties and for continuity (M. G. Kendall, Rank Correlation Methods, 1975), two-sided.
 * The slope per unit of time is the median of those of all pairs, its 95 % interval that of P. K. Sen (JASA 63, 1968): the slopes at
 * the ranks (N ± 1.96·√Var S)/2 of all N. At least two values.
 */
export function mannKendall(points: readonly { at: number; value: number }[]): MannKendall {
  const n = points.length;
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let [s, at] = [0, 0];
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const [one, other] = [points[i], points[j]];
      if (!one || !other) continue;
      const rise = other.value - one.value;
      s += Math.sign(rise);
      slopes[at++] = rise / (other.at - one.at);
    }
  const ties = [...Map.groupBy(points, ({ value }) => value).values()].map(({ length }) => length);
  const spread = (size: number): number => size * (size - 1) * (2 * size + 5);
  const variance = (spread(n) - ties.reduce((sum, size) => sum + spread(size), 0)) / 18;
  const z = variance > 0 ? Math.max(0, Math.abs(s) - 1) / Math.sqrt(variance) : 0;
  slopes.sort();
  const ranked = (rank: number): number => slopes[Math.min(slopes.length, Math.max(1, Math.round(rank))) - 1] ?? NaN;
  const half = Z95 * Math.sqrt(variance);
  return {
    s,
    p: Math.min(1, 2 * upperTail(z)),
    slope: (ranked(Math.floor((slopes.length + 1) / 2)) + ranked(Math.floor(slopes.length / 2) + 1)) / 2,
    interval: { low: ranked((slopes.length - half) / 2), high: ranked((slopes.length + half) / 2 + 1) },
  };
}

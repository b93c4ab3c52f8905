import type { Settings } from '../company/settings.schema.ts';
import { periodOf, type Result } from '../metrics/comparison/compare-all.ts';
import { type Fixed, testedAgainst } from '../metrics/comparison/compare.ts';
import { sizeOf } from '../metrics/comparison/period.ts';
import { unitOf } from '../metrics/comparison/units.ts';
import type { Asked as Compared, Part } from '../metrics/comparison/with-past.ts';
import type { Grouping, Metric } from '../metrics/metric.ts';

/** What is compared: the figures of a metric in a range, `parts` of the total first, then of each of `keys`. */
export type Asked = Compared & {
  settings: Settings;
  by: Grouping | undefined;
  key: string | undefined;
  parts: readonly Part[];
  benchmarkId: string | undefined;
};

/** Tests a part against a value in the unit of the metric, with the variance of what others answered in that unit squared. */
export function resultAgainst(metric: Metric, { side }: Part, { value, found }: Fixed): Result {
  const period = periodOf(metric, side);
  if (!period) return { reason: 'no_test' };
  const { scale } = unitOf(metric.unit);
  const fixed = {
    value: value / scale,
    ...(found && { found: { n: found.n, variance: found.variance / scale ** 2 } }),
  };
  const result = testedAgainst(fixed, period);
  return 'reason' in result
    ? result
    : { tested: result, n: Math.min(sizeOf(period.total), found?.n ?? Infinity), unit: metric.unit };
}

/** The distance of a figure from a value where no test says how surely the two differ. */
export const distanceOf = ({ figure }: Part, value: number): number | null =>
  figure.value === null ? null : figure.value - value;

import { addDays } from '../kernel/calendar.ts';
import { eachFromFloor } from '../metrics/floor.ts';
import type { Metric } from '../metrics/metric.ts';
import { sum } from '../metrics/numbers.ts';
import type { Range, Row } from '../metrics/rows.ts';
import { weekOf, type WeekStart } from '../report/period.ts';
import type { Point } from './snapshot-types.ts';

export type SeriesGrain = 'day' | 'week' | 'month';

/** What a day is shown as: itself, the first day of its week, or its month. */
const periodOf = (day: string, grain: SeriesGrain, weekStart: WeekStart): string =>
  grain === 'day' ? day : grain === 'month' ? day.slice(0, 7) : weekOf(day, weekStart);

/** A metric's values by day, week or month; empty ones with n = 0, and without anonymous answers where these are fewer than `floor`. Weeks and months may be cut at both ends. */
export function pointsOf(
  metric: Metric,
  rows: readonly Row[],
  {
    range,
    grain,
    weekStart,
    floor,
  }: { range: Range; grain: SeriesGrain; weekStart: WeekStart; floor?: number | undefined },
): Point[] {
  const found = Map.groupBy(rows, ({ period }) => (period.length === 7 ? period : periodOf(period, grain, weekStart)));
  const periods = new Set<string>();
  for (let day = range.from; day <= range.to; day = addDays(day, 1)) periods.add(periodOf(day, grain, weekStart));
  const names = [...periods];
  const counters = names.map((period) => sum(found.get(period) ?? []));
  return eachFromFloor(metric, counters, floor).map((own, at) => {
    const { value, n, marginOfError, interval } = metric.read(own);
    return { period: names[at] ?? '', value, n, ...(marginOfError !== undefined && { marginOfError }), ...interval };
  });
}

import { studentQuantile } from '../metrics/tests/student.ts';
import { addDays } from '../kernel/calendar.ts';
import { clamp } from './figure.ts';

export const LEAST_VALUES = 14;
export const TREND_DAYS = 90;
const AHEAD_DAYS = 30;

export type Trend = {
  value: number | null;
  reason?: string;
  n: number;
  /** Points a day. */
  slope?: number;
  low?: number;
  high?: number;
  on?: string;
};

/** The value of each day from the first one on: that of the last change until then. Days are ISO, changes in their order. */
export function dailyValues(changes: readonly { day: string; value: number | null }[], today: string): number[] {
  const start = addDays(today, 1 - TREND_DAYS);
  const values: number[] = [];
  let at = 0;
  let now: number | null | undefined;
  for (let day = start; day <= today; day = addDays(day, 1)) {
    while (at < changes.length && (changes[at]?.day ?? '') <= day) now = changes[at++]?.value;
    if (now !== undefined && now !== null) values.push(now);
  }
  return values;
}

/**
 * Where health will be in 30 days by the straight line through its last 90 daily values, with the 80 % interval of one such
 * value (ordinary least squares: N. R. Draper & H. Smith, Applied Regression Analysis, 3rd ed., 1998, §3.1). From 14 values on.
 */
export function healthTrend(values: readonly number[], today: string): Trend {
  const n = values.length;
  if (n < LEAST_VALUES) return { value: null, reason: 'too_few_values', n };
  const [meanX, meanY] = [(n - 1) / 2, values.reduce((sum, one) => sum + one, 0) / n];
  const squares = values.reduce((sum, _, x) => sum + (x - meanX) ** 2, 0);
  const slope = values.reduce((sum, y, x) => sum + (x - meanX) * (y - meanY), 0) / squares;
  const left = values.reduce((sum, y, x) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  const ahead = n - 1 + AHEAD_DAYS - meanX;
  const half = studentQuantile(0.9, n - 2) * Math.sqrt((left / (n - 2)) * (1 + 1 / n + ahead ** 2 / squares));
  const value = meanY + slope * ahead;
  return {
    value: clamp(value, 0, 100),
    n,
    slope,
    low: clamp(value - half, 0, 100),
    high: clamp(value + half, 0, 100),
    on: addDays(today, AHEAD_DAYS),
  };
}

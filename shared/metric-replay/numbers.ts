import { addDays } from '../kernel/calendar.ts';
import { type Counters, mergeCounters } from '../metrics/counters.ts';
import type { MetricName } from '../metrics/figure.schema.ts';
import type { Range } from '../metrics/rows.ts';
import { metrics } from '../metrics/definitions.ts';
import type { Delta } from './deltas.ts';

/** The counters that a metric reads, by key and day, as they were at an instant. */
export type Numbers = Map<string, Map<string, Counters>>;

/** Whether a metric reads a counter; what it left out is told nobody here. */
export function readsOf(metric: MetricName): (name: string) => boolean {
  const { family } = metrics[metric];
  if (metric === 'comment_rate') return (name) => name === 'answers' || name === 'commented';
  return (name) => name === family || name.startsWith(`${family}:`);
}

/** Adds what a metric reads of a change, or takes it away with `sign` −1; nothing of days before `oldest`. */
export function add(
  numbers: Numbers,
  { key, day, counters }: Delta,
  { reads, oldest, sign = 1 }: { reads: (name: string) => boolean; oldest: string; sign?: 1 | -1 },
): void {
  if (day < oldest) return;
  const known = Object.entries(counters).filter(([name, by]) => by !== 0 && reads(name));
  if (known.length === 0) return;
  let days = numbers.get(key);
  if (!days) numbers.set(key, (days = new Map()));
  const row = days.get(day) ?? {};
  for (const [name, by] of known) {
    const count = (row[name] ?? 0) + sign * by;
    if (count === 0) delete row[name];
    else row[name] = count;
  }
  if (Object.keys(row).length === 0) days.delete(day);
  else days.set(day, row);
}

/** The counters of a key over some days. */
export function sumOf(numbers: Numbers, key: string, { from, to }: Range): Counters {
  const days = numbers.get(key);
  const sum: Counters = {};
  if (!days) return sum;
  for (let day = from; day <= to; day = addDays(day, 1)) mergeCounters(sum, days.get(day) ?? {});
  return sum;
}

/** Forgets days that no test looks back at any more. */
export function forget(numbers: Numbers, oldest: string): void {
  for (const [key, days] of numbers) {
    for (const day of days.keys()) if (day < oldest) days.delete(day);
    if (days.size === 0) numbers.delete(key);
  }
}

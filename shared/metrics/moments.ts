import { dayOf } from './contribution.ts';
import type { Contribution, CountingSettings } from './counted-kind.ts';
import type { Counters } from './counters.ts';

/** One counter more, on the day of an instant (ISO 8601). */
export type Moment = readonly [at: string, counter: string];

/** What a record adds that counts each thing on its own day: a contribution for each of the days. */
export function onTheirDays(
  moments: readonly Moment[],
  dims: Contribution['dims'],
  settings: CountingSettings,
): Contribution[] {
  const days = Map.groupBy(moments, ([at]) => dayOf(at, settings));
  return [...days].map(([day, some]) => {
    const counters: Counters = {};
    for (const [, name] of some) counters[name] = (counters[name] ?? 0) + 1;
    return { day, dims, counters };
  });
}

import type { Side } from './compare-all.ts';
import type { Counters } from '../counters.ts';

/** All of a company but one group, so that both share no record. */
export const restOf = (company: Side, group: Side): Side => ({
  counters: less(company.counters, group.counters),
  days: company.days.map(({ day, counters }, at) => ({
    day,
    counters: less(counters, group.days[at]?.counters ?? {}),
  })),
});

/** Rows are not read in one moment: what is fewer than none is none. */
function less(all: Counters, some: Counters): Counters {
  const left: Counters = {};
  for (const [name, count] of Object.entries(all)) left[name] = Math.max(0, count - (some[name] ?? 0));
  return left;
}

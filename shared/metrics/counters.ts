/** Integer counters by name. They merge by addition, so any period is the sum of its rows. */
export type Counters = Record<string, number>;

/** One bar of an exact histogram: how many answered `value` on the scale `min..max`. */
export type Bar = { value: number; min: number; max: number; count: number };

/** The counter of one raw answer, e.g. `csat:4:1:5`. Raw answers are kept so that nothing is lost to rounding. */
export const barName = (family: string, value: number, min: number, max: number): string =>
  `${family}:${value}:${min}:${max}`;

/** The counter of what a metric left out, e.g. `x:csat:spam`. */
export const excludedName = (family: string, reason: string): string => `x:${family}:${reason}`;

/** The bars of one family in a fixed order, so that equal counters always give the identical double. */
export function barsOf(counters: Counters, family: string): Bar[] {
  const bars: Bar[] = [];
  for (const [name, count] of Object.entries(counters)) {
    if (count === 0 || !name.startsWith(family) || name[family.length] !== ':') continue;
    const [value, min, max] = name
      .slice(family.length + 1)
      .split(':')
      .map(Number);
    if (value === undefined || min === undefined || max === undefined) continue;
    bars.push({ value, min, max, count });
  }
  return bars.sort((a, b) => a.min - b.min || a.max - b.max || a.value - b.value);
}

/** What was left out of a family, by reason; only reasons that occur. */
export function excludedOf(counters: Counters, family: string): Record<string, number> {
  const prefix = excludedName(family, '');
  const reasons = Object.entries(counters).filter(([name, count]) => count !== 0 && name.startsWith(prefix));
  return Object.fromEntries(reasons.map(([name, count]) => [name.slice(prefix.length), count]));
}

/** Adds `more` into `into`. */
export function mergeCounters(into: Counters, more: Counters, prefix = ''): Counters {
  for (const [name, count] of Object.entries(more)) into[prefix + name] = (into[prefix + name] ?? 0) + count;
  return into;
}

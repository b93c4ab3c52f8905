/** Integer counters by name. They merge by addition, so any period is the sum of its rows. */
export type Counters = Record<string, number>;

/** One bar of an exact histogram: how many answered `value` on the scale `min..max`. */
export type Bar = { value: number; min: number; max: number; count: number };

/** The scale that nearly every answer of a family has; it is left out of the name, because rows are read by the byte. */
const usualScales: Readonly<Record<string, readonly [number, number]>> = {
  nps: [0, 10],
  csat: [1, 5],
  fcr: [1, 5],
  ces: [1, 7],
};

/** The counter of one raw answer: `csat:4`, on another scale `csat:4:0:10`. Raw, so that nothing is lost to rounding. */
export function barName(family: string, value: number, min: number, max: number): string {
  const usual = usualScales[family];
  return usual && min === usual[0] && max === usual[1] ? `${family}:${value}` : `${family}:${value}:${min}:${max}`;
}

/**
 * Stands before the name of a counter: `~csat:4` says how many of `csat:4` were answers to anonymous surveys, so that these can
 * be left out where they are too few to be told.
 */
export const ANONYMOUS = '~';

/** The counter of what a metric left out, e.g. `x:csat:spam`. */
export const excludedName = (family: string, reason: string): string => `x:${family}:${reason}`;

/** The bars of one family in a fixed order, so that equal counters always give the identical double. */
export function barsOf(counters: Counters, family: string): Bar[] {
  const bars: Bar[] = [];
  for (const [name, count] of Object.entries(counters)) {
    if (count === 0 || !name.startsWith(family) || name[family.length] !== ':') continue;
    const [value, ...scale] = name
      .slice(family.length + 1)
      .split(':')
      .map(Number);
    const [min, max] = scale.length > 0 ? scale : (usualScales[family] ?? []);
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

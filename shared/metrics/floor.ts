import { ANONYMOUS, type Counters, excludedName } from './counters.ts';
import type { Metric } from './metric.ts';
import type { Reading } from './readings.ts';

/** Whether any of the answers behind counters is anonymous. */
export const holdsAnonymous = (counters: Counters): boolean =>
  Object.keys(counters).some((name) => name.startsWith(ANONYMOUS) && counters[name] !== 0);

/** The counters of the anonymous answers alone. */
export const anonymousPart = (counters: Counters): Counters =>
  Object.fromEntries(
    Object.entries(counters)
      .filter(([name]) => name.startsWith(ANONYMOUS))
      .map(([name, count]) => [name.slice(ANONYMOUS.length), count]),
  );

/** The counters of all other answers; how many were left out of a family is counted there as `floor`. */
export function named(counters: Counters): Counters {
  if (!holdsAnonymous(counters)) return counters;
  const left = Object.fromEntries(Object.entries(counters).filter(([name]) => !name.startsWith(ANONYMOUS)));
  for (const [name, count] of Object.entries(anonymousPart(counters))) {
    left[name] = (left[name] ?? 0) - count;
    const [family = '', part] = name.split(':');
    // A record that has a counter of its own is counted once, however many emotions it names.
    if (part !== undefined && counters[`${ANONYMOUS}${family}`]) continue;
    const floor = excludedName(family, 'floor');
    left[floor] = (left[floor] ?? 0) + count;
  }
  return left;
}

/** How many anonymous answers a metric's number rests on. A number of records rests on none: it says nothing of any answer. */
const sizeOf = (metric: Metric, counters: Counters): number => metric.read(anonymousPart(counters)).n;

/**
 * The parts of a breakdown whose anonymous answers must not be told, by the numbers of these: those with fewer than `floor`,
 * and the next smallest until what is missing from the sum, `unlisted` ones with it, rests on `floor` answers of two parts at
 * least. Subtracting what is shown from the whole then never yields a part that is too small (primary and complementary cell
 * suppression: L. Willenborg & T. de Waal, Elements of Statistical Disclosure Control, 2001).
 */
export function tooFew<K>(sizes: ReadonlyMap<K, number>, floor: number, unlisted = 0): Set<K> {
  const some = [...sizes]
    .filter(([, n]) => n > 0)
    .toSorted(([a, n], [b, m]) => n - m || (String(a) < String(b) ? -1 : 1));
  const small = some.filter(([, n]) => n < floor);
  const hidden = new Set(small.map(([key]) => key));
  let missing = unlisted + small.reduce((sum, [, n]) => sum + n, 0);
  for (const [key, n] of some.slice(small.length)) {
    const parts = hidden.size + (unlisted > 0 ? 1 : 0);
    if (missing === 0 || (missing >= floor && (parts > 1 || small.length === 0))) break;
    hidden.add(key);
    missing += n;
  }
  return hidden;
}

/** The same by the counters of the parts, and of the whole where it holds what is in none of them. */
export function leftOut<K>(metric: Metric, parts: ReadonlyMap<K, Counters>, floor: number, whole?: Counters): Set<K> {
  const sizes = new Map([...parts].map(([key, counters]) => [key, sizeOf(metric, counters)]));
  const listed = [...sizes.values()].reduce((sum, n) => sum + n, 0);
  return tooFew(sizes, floor, whole ? Math.max(0, sizeOf(metric, whole) - listed) : 0);
}

/** Counters of the parts of a whole, such as its days, each as it may be told; without `floor` none holds anonymous answers. */
export function eachFromFloor(metric: Metric, parts: readonly Counters[], floor: number | undefined): Counters[] {
  if (floor === undefined) return [...parts];
  const hidden = leftOut(metric, new Map(parts.entries()), floor);
  return parts.map((counters, at) => (hidden.has(at) ? named(counters) : counters));
}

/** Why a number has no value, where all that it rests on is below the floor. */
export const belowFloor = ({ value, n, excluded }: Pick<Reading, 'value' | 'n' | 'excluded'>): { reason?: 'floor' } =>
  value === null && n === 0 && (excluded['floor'] ?? 0) > 0 ? { reason: 'floor' } : {};

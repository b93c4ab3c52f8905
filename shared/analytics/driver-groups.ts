import type { Counters } from '../metrics/counters.ts';
import { mergeCounters } from '../metrics/counters.ts';
import { countersByKey, type Numbers, sum } from '../metrics/numbers.ts';

/** Counters of one group in both periods. */
export type DriverGroup = { kind: 'key' | 'others' | 'none'; key: string | null; before: Counters; now: Counters };
export type Sizes = { before: number; now: number };

/** Groups with fewer answers in both periods are told together. */
const LEAST_N = 10;
/** So many groups are told apart, those with the most answers. */
const MOST_GROUPS = 200;

/** The groups of both periods by their keys, and what has no key where the total holds it, too. */
export function groupsOf(before: Numbers, now: Numbers, { keyedOnly }: { keyedOnly?: true }): DriverGroup[] {
  const sides = { before: countersByKey(before.grouped), now: countersByKey(now.grouped) };
  const keys = [...new Set([...sides.before.keys(), ...sides.now.keys()])].toSorted();
  const groups = keys.map((key): DriverGroup => ({
    kind: 'key',
    key,
    before: sides.before.get(key) ?? {},
    now: sides.now.get(key) ?? {},
  }));
  // What groups below the floor do not tell is told with what has no key, and with nothing less.
  const isPart = [before, now].some(({ hidden = {} }) => Object.values(hidden).some((count) => count > 0));
  if (keyedOnly && !isPart) return groups;
  const left = keyedOnly
    ? { before: before.hidden ?? {}, now: now.hidden ?? {} }
    : { before: rest(before, sides.before), now: rest(now, sides.now) };
  return [...groups, { kind: isPart ? 'others' : 'none', key: null, ...left }];
}

/** The company's counters less those of all keys. Rows are not read in one moment: what is fewer than none is none. */
function rest({ company }: Numbers, keyed: ReadonlyMap<string, Counters>): Counters {
  const left = sum(company);
  for (const counters of keyed.values())
    for (const [name, count] of Object.entries(counters)) left[name] = Math.max(0, (left[name] ?? 0) - count);
  return left;
}

/**
 * Puts groups with few answers in both periods into one, `others`, and those that are not told whole (`isCut`). Groups without
 * any answer go.
 */
export function fold(
  groups: readonly DriverGroup[],
  sizesOf: (group: DriverGroup) => Sizes,
  isCut: (group: DriverGroup) => boolean,
): DriverGroup[] {
  const sized = groups
    .map((group) => ({ group, sizes: sizesOf(group) }))
    .filter(({ sizes }) => sizes.before + sizes.now > 0);
  const keyed = sized
    .filter(({ group }) => group.kind === 'key')
    .toSorted((a, b) => b.sizes.before + b.sizes.now - (a.sizes.before + a.sizes.now));
  const isSmall = ({ before, now }: Sizes): boolean => before < LEAST_N && now < LEAST_N;
  const folded = new Set(
    keyed.filter(({ group, sizes }, place) => place >= MOST_GROUPS || isSmall(sizes) || isCut(group)),
  );
  if (folded.size === 0) return sized.map(({ group }) => group);
  for (const one of sized) if (one.group.kind === 'others') folded.add(one);
  const kept = sized.filter((one) => !folded.has(one)).map(({ group }) => group);
  const others: DriverGroup = { kind: 'others', key: null, before: {}, now: {} };
  for (const { group } of folded) {
    mergeCounters(others.before, group.before);
    mergeCounters(others.now, group.now);
  }
  return [...kept, others];
}

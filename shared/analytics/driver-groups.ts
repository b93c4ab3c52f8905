import type { Counters } from '../metrics/counters.ts';
import { mergeCounters } from '../metrics/counters.ts';
import type { Row } from '../metrics/rows.ts';
import { type Numbers, sum } from '../metrics/numbers.ts';

/** Counters of one group in both periods. */
export type DriverGroup = { kind: 'key' | 'others' | 'none'; key: string | null; before: Counters; now: Counters };
export type Sizes = { before: number; now: number };

/** Groups with fewer answers in both periods are told together. */
const LEAST_N = 10;
/** So many groups are told apart, those with the most answers. */
const MOST_GROUPS = 200;

/** The groups of both periods by their keys, and what has no key where the total holds it, too. */
export function groupsOf(before: Numbers, now: Numbers, { keyedOnly }: { keyedOnly?: true }): DriverGroup[] {
  const sides = { before: byKey(before.grouped), now: byKey(now.grouped) };
  const keys = [...new Set([...sides.before.keys(), ...sides.now.keys()])].toSorted();
  const groups = keys.map((key): DriverGroup => ({
    kind: 'key',
    key,
    before: sides.before.get(key) ?? {},
    now: sides.now.get(key) ?? {},
  }));
  if (keyedOnly) return groups;
  return [...groups, { kind: 'none', key: null, before: rest(before, sides.before), now: rest(now, sides.now) }];
}

const byKey = (rows: readonly Row[]): Map<string, Counters> =>
  new Map([...Map.groupBy(rows, ({ key }) => key)].map(([key, own]) => [key, sum(own)]));

/** The company's counters less those of all keys. Rows are not read in one moment: what is fewer than none is none. */
function rest({ company }: Numbers, keyed: ReadonlyMap<string, Counters>): Counters {
  const left = sum(company);
  for (const counters of keyed.values())
    for (const [name, count] of Object.entries(counters)) left[name] = Math.max(0, (left[name] ?? 0) - count);
  return left;
}

/**
 * Puts groups with few answers in both periods into one, `others`; and those of which an anonymous survey shows too few to be
 * shown alone (`isHidden`), with the next smallest one where a subtraction would give it away. Groups without any answer go.
 */
export function fold(
  groups: readonly DriverGroup[],
  sizesOf: (group: DriverGroup) => Sizes,
  isHidden: (group: DriverGroup, sizes: Sizes) => boolean,
): DriverGroup[] {
  const sized = groups
    .map((group) => ({ group, sizes: sizesOf(group) }))
    .filter(({ sizes }) => sizes.before + sizes.now > 0);
  const keyed = sized
    .filter(({ group }) => group.kind === 'key')
    .toSorted((a, b) => b.sizes.before + b.sizes.now - (a.sizes.before + a.sizes.now));
  const isSmall = ({ before, now }: Sizes): boolean => before < LEAST_N && now < LEAST_N;
  const folded = new Set(
    keyed.filter(({ group, sizes }, place) => place >= MOST_GROUPS || isSmall(sizes) || isHidden(group, sizes)),
  );
  const [alone] = folded;
  if (folded.size === 1 && alone && isHidden(alone.group, alone.sizes)) {
    const next = keyed.findLast((one) => !folded.has(one));
    if (next) folded.add(next);
  }
  const kept = sized.filter((one) => !folded.has(one)).map(({ group }) => group);
  if (folded.size === 0) return kept;
  const others: DriverGroup = { kind: 'others', key: null, before: {}, now: {} };
  for (const { group } of folded) {
    mergeCounters(others.before, group.before);
    mergeCounters(others.now, group.now);
  }
  return [...kept, others];
}

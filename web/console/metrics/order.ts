import { FEW } from '../../chart/chart.ts';

type Group = { value: number | null; n: number };

/**
 * Groups by value, the highest first; those with fewer than 30 answers come after the others, as their values may be chance,
 * and those without a value last. Of more groups than there is room for, those with most answers. `apart` is the first of
 * the small ones.
 */
export function ordered<G extends Group>(groups: readonly G[], room: number): { rows: G[]; apart: number } {
  const kept = groups.toSorted((a, b) => b.n - a.n).slice(0, room);
  const byValue = (some: readonly G[]) => some.toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
  const enough = byValue(kept.filter(({ value, n }) => value !== null && n >= FEW));
  const few = byValue(kept.filter(({ value, n }) => value === null || n < FEW));
  return { rows: [...enough, ...few], apart: enough.length };
}

import { Z95 } from '../metrics/statistics.ts';
import type { Interval } from './method.schema.ts';

/** Unhappy answers and all answers of a group, and of everything. */
export type Unhappy = { group: { unhappy: number; n: number }; all: { unhappy: number; n: number } };

/** A group's share of all unhappy answers beside its share of all answers. */
export type AtRest = { shareOfUnhappy: number; shareOfAll: number; oddsRatio: number; interval: Interval };

/**
 * How much more often a group is unhappy than the rest: the odds ratio with its interval exp(ln OR ± 1.96·√(1/a + 1/b + 1/c +
 * 1/d)) (B. Woolf, Annals of Human Genetics 19, 1955), half an answer added to each cell where one is empty (J. B. S. Haldane,
 * ibid. 20, 1956). Undefined where nobody is unhappy, or there is no rest.
 */
export function atRest({ group, all }: Unhappy): AtRest | undefined {
  const rest = { unhappy: all.unhappy - group.unhappy, n: all.n - group.n };
  if (all.unhappy === 0 || group.n === 0 || rest.n === 0) return undefined;
  const cells = [group.unhappy, group.n - group.unhappy, rest.unhappy, rest.n - rest.unhappy];
  const add = cells.some((cell) => cell === 0) ? 0.5 : 0;
  const [a = 0, b = 0, c = 0, d = 0] = cells.map((cell) => cell + add);
  const log = Math.log((a * d) / (b * c));
  const half = Z95 * Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d);
  return {
    shareOfUnhappy: group.unhappy / all.unhappy,
    shareOfAll: group.n / all.n,
    oddsRatio: Math.exp(log),
    interval: { low: Math.exp(log - half), high: Math.exp(log + half) },
  };
}

/** What a mean would be without a group: (X − w·x)/(1 − w), w its share; null where it is all there is. */
export const without = (all: { value: number; n: number }, group: { value: number; n: number }): number | null =>
  group.n === all.n ? null : (all.value - (group.n / all.n) * group.value) / (1 - group.n / all.n);

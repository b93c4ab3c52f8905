import { binomial } from '../metrics/tests/distributions.ts';
import { benjaminiHochberg } from '../metrics/tests/false-discovery.ts';
import { LEVEL } from './kitagawa.ts';

/** Records of a theme in the last 28 days, and in the 84 days before. */
export type ThemeCounts = { theme: string; c1: number; c0: number };
/** All records of both. */
export type Totals = { n1: number; n0: number };
export type ThemeChange = ThemeCounts & { ratio: number; p: number; q: number };

const LEAST_TESTED = 5;
const LEAST_NOW = 5;
const LEAST_BEFORE = 20;
const RISING = 1.5;
const FALLING = 2 / 3;

/**
 * Themes whose share of all records rose or fell: mid-p of c₁ under the binomial distribution of c₁ + c₀ trials with n₁/(n₁ +
 * n₀), its upper tail for rising, its lower for falling, q over all themes in five records or more (Benjamini & Hochberg), each
 * direction a family. Rising: q ≤ 0.05, five records, 1.5 times its share before; falling: q ≤ 0.05, twenty records before, two
 * thirds of it. The most unlikely first.
 */
export function themeChanges(
  themes: readonly ThemeCounts[],
  totals: Totals,
): Record<'rising' | 'falling', ThemeChange[]> {
  const tested = themes.filter(({ c1, c0 }) => c1 + c0 >= LEAST_TESTED);
  const changes = (side: 'above' | 'below'): ThemeChange[] => {
    const ps = tested.map((one) => themeTest(one, totals, side));
    const qs = benjaminiHochberg(ps);
    return tested
      .map((one, at) => ({ ...one, ratio: ratioOf(one, totals), p: ps[at] ?? 1, q: qs[at] ?? 1 }))
      .filter(({ q }) => q <= LEVEL)
      .toSorted((a, b) => a.p - b.p || (a.theme < b.theme ? -1 : 1));
  };
  return {
    rising: changes('above').filter(({ c1, ratio }) => c1 >= LEAST_NOW && ratio >= RISING),
    falling: changes('below').filter(({ c0, ratio }) => c0 >= LEAST_BEFORE && ratio <= FALLING),
  };
}

/** Mid-p of one side. */
export const themeTest = ({ c1, c0 }: Pick<ThemeCounts, 'c1' | 'c0'>, { n1, n0 }: Totals, side: 'above' | 'below') =>
  binomial(c1, c1 + c0, n1 / (n1 + n0), side);

/** Its share now by that before, half a record added before: what is new has a ratio, too. */
const ratioOf = ({ c1, c0 }: ThemeCounts, { n1, n0 }: Totals): number => c1 / n1 / ((c0 + 0.5) / (n0 + 1));

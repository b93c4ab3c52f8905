import type { Direction } from '../metric.ts';
import { benjaminiHochberg } from '../tests/false-discovery.ts';
import type { Interval, Tested } from './tested.ts';

export const verdicts = ['better', 'worse', 'higher', 'lower', 'no_clear_change'] as const;
export type Verdict = (typeof verdicts)[number];

/** Two-sided, for every comparison there is. */
export const LEVEL = 0.05;

export type Judged = {
  q: number;
  /** How many comparisons of one kind were judged together. */
  family: number;
  verdict: Verdict;
  /** What it would be by itself, where that is something else. */
  alone?: Verdict;
};

/**
 * Verdicts of the comparisons of one kind in one reply: q by Benjamini and Hochberg, so that of all changes told at most 5 %
 * are none. In the order given.
 */
export function judge(family: readonly { tested: Tested; direction: Direction }[]): Judged[] {
  const qs = benjaminiHochberg(family.map(({ tested }) => tested.p));
  return family.map(({ tested, direction }, index) => {
    const q = qs[index] ?? 1;
    const [verdict, alone] = [q, tested.p].map((p) => verdictOf(p, tested.sign, direction)) as [Verdict, Verdict];
    return { q, family: family.length, verdict, ...(alone !== verdict && { alone }) };
  });
}

function verdictOf(p: number, sign: number, direction: Direction): Verdict {
  if (p > LEVEL || sign === 0) return 'no_clear_change';
  if (direction === 'neutral') return sign > 0 ? 'higher' : 'lower';
  return sign > 0 === (direction === 'up_good') ? 'better' : 'worse';
}

/**
 * Whether a difference is surely too small to matter: both one-sided tests at 5 % say that it is within ± margin, so its
 * 90 % interval is (D. J. Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15, 1987).
 */
export function isEquivalent({ interval }: Tested, margin: number | undefined): boolean {
  const within: Interval | undefined = margin === undefined ? undefined : interval(1 - 2 * LEVEL);
  return margin !== undefined && within !== undefined && within.low > -margin && within.high < margin;
}

import { logGamma } from './distributions.ts';
import { inverseNormal } from './normal.ts';

const SMALL = 1e-300;
const EXACT = 1e-16;
const MOST_TERMS = 10_000;

/**
 * Regularised incomplete beta function I_x(a, b) for 0 ≤ x ≤ 1, by its continued fraction (NIST DLMF 8.17.22), which is
 * summed as W. J. Lentz does (Applied Optics 15, 1976); beyond (a + 1)/(a + b + 2) by I_x(a, b) = 1 − I_{1−x}(b, a).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  const notZero = (value: number): number => (Math.abs(value) < SMALL ? SMALL : value);
  let below = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let [above, sum] = [1, below];
  for (let m = 1; m <= MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let by = 1;
    for (const term of [even, odd]) {
      below = 1 / notZero(1 + term * below);
      above = notZero(1 + term / above);
      by = below * above;
      sum *= by;
    }
    if (Math.abs(by - 1) < EXACT) break;
  }
  return (Math.exp(front) * sum) / a;
}

/** P(T > t) for t ≥ 0 under Student's t distribution with `df` > 0 degrees of freedom, which need not be whole. */
export const studentTail = (t: number, df: number): number => incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;

/** The density of Student's t distribution. */
function density(t: number, df: number): number {
  const log = logGamma((df + 1) / 2) - logGamma(df / 2) - 0.5 * Math.log(df * Math.PI);
  return Math.exp(log - ((df + 1) / 2) * Math.log1p((t * t) / df));
}

const MOST_STEPS = 200;

/**
 * The value below which a share `p`, 0.5 ≤ p < 1, of Student's t distribution lies (“Student”, Biometrika 6, 1908): the
 * zero of its tail by Newton's steps from the normal quantile. That is below it, and the tail is convex, so that each step
 * comes nearer from below.
 */
export function studentQuantile(p: number, df: number): number {
  let t = inverseNormal(p);
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = t + (studentTail(t, df) - (1 - p)) / density(t, df);
    if (!(next > t * (1 + EXACT))) break;
    t = next;
  }
  return t;
}

import { binomial, negativeBinomial, type Side } from './distributions.ts';

/** How unusual a number of records is beside the same weekday of earlier weeks. */
export type Spike = {
  /** Mid-p of the tail on the side that was asked for. */
  p: number;
  mean: number;
  /** Their variance by their mean, at least 1: 1 where they differ as records that come by chance do. */
  phi: number;
};

/**
 * With k earlier numbers of sum C, m = C/k and φ = max(1, s²/m): where φ = 1, x given x + C is binomial(x + C, 1/(k + 1));
 * otherwise x is negative binomial with mean m and variance m·φ·(1 + 1/k). The uncertainty of m is in both.
 */
export function spike(x: number, earlier: readonly number[], side: Side): Spike {
  const k = earlier.length;
  const sum = earlier.reduce((all, one) => all + one, 0);
  const mean = sum / k;
  const variance = earlier.reduce((all, one) => all + (one - mean) ** 2, 0) / (k - 1);
  const phi = mean > 0 ? Math.max(1, variance / mean) : 1;
  const p =
    phi === 1
      ? binomial(x, x + sum, 1 / (k + 1), side)
      : negativeBinomial(x, { mean, variance: mean * phi * (1 + 1 / k) }, side);
  return { p, mean, phi };
}

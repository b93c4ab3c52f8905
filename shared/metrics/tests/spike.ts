import { binomial, negativeBinomial, type Side } from './distributions.ts';

/** How unusual a number of records is beside the same weekday of earlier weeks. */
export type Spike = {
  /** Mid-p of the tail on the side that was asked for. */
  p: number;
  mean: number;
  /** Their variance by their mean, at least 1: 1 where they differ as records that come by chance do. */
  phi: number;
};

/** A number of records, and in how many days they came. */
export type Exposed = { n: number; days: number };

/**
 * With k earlier numbers of sum C, m = C/k and φ = max(1, s²/m): where φ = 1, x given x + C is binomial(x + C, 1/(k + 1));
 * otherwise x is negative binomial with mean m and variance m·φ·(1 + 1/k). The uncertainty of m is in both.
 */
export const spike = (x: number, earlier: readonly number[], side: Side): Spike =>
  spikeOfDays(
    { n: x, days: 1 },
    earlier.map((n) => ({ n, days: 1 })),
    side,
  );

/**
 * The same for periods of different lengths: with D earlier days and d days now, m = d·C/D, 1/(k + 1) is d/(d + D), and
 * 1 + 1/k is 1 + d/D. s²/m is the sum of (c − C·days/D)²/(C·days/D) over the earlier periods, by k − 1.
 */
export function spikeOfDays(now: Exposed, earlier: readonly Exposed[], side: Side): Spike {
  const [sum, days] = [earlier.reduce((all, { n }) => all + n, 0), earlier.reduce((all, one) => all + one.days, 0)];
  const mean = (now.days * sum) / days;
  const phi = sum > 0 && earlier.length > 1 ? Math.max(1, dispersion(earlier, sum / days)) : 1;
  const share = now.days / (now.days + days);
  const p =
    phi === 1
      ? binomial(now.n, now.n + sum, share, side)
      : negativeBinomial(now.n, { mean, variance: mean * phi * (1 + now.days / days) }, side);
  return { p, mean, phi };
}

const dispersion = (earlier: readonly Exposed[], perDay: number): number =>
  earlier.reduce((all, { n, days }) => all + (n - perDay * days) ** 2 / (perDay * days), 0) / (earlier.length - 1);

import type { Bar } from './counters.ts';

/** The 95 % quantile, to two digits as textbooks print it; used for every interval so that they can be compared. */
export const Z95 = 1.96;

/**
 * Wilson score interval of a proportion (E. B. Wilson, JASA 22, 1927, 209–212), as shares of 1.
 * Stays inside 0..1 and has a width even at 0 % and 100 %, where the Wald interval collapses.
 */
export function wilson(successes: number, n: number): { low: number; high: number } {
  const share = successes / n;
  const z2 = Z95 * Z95;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Number of answers in a histogram. */
export const countOf = (bars: readonly Bar[]): number => bars.reduce((sum, { count }) => sum + count, 0);

/** Answers have at most one decimal: in tenths they are integers, and comparisons with thresholds are exact. */
const tenthsAbove = ({ value, min }: Bar): number => Math.round(value * 10) - min * 10;
const spanTenths = ({ min, max }: Bar): number => (max - min) * 10;

/** How many answers reach `part / whole` of their own scale, e.g. 3/4 for the top two of five. */
export const reaching = (bars: readonly Bar[], part: number, whole: number): number =>
  countOf(bars.filter((bar) => whole * tenthsAbove(bar) >= part * spanTenths(bar)));

/** Where an answer lies on a scale of `points`, from 1. */
export const rescaled = (bar: Bar, points: number): number =>
  (spanTenths(bar) + (points - 1) * tenthsAbove(bar)) / spanTenths(bar);

/**
 * Mean of answers rescaled linearly to 1..`points`, and the half-width of its 95 % interval
 * (1.96·s/√n, s the sample standard deviation; none below two answers).
 */
export function meanOnScale(bars: readonly Bar[], points: number): { mean: number; n: number; marginOfError?: number } {
  const n = countOf(bars);
  // Numerators are summed as integers per scale: one division per scale instead of one per answer.
  const scales = new Map<number, number>();
  for (const bar of bars) {
    const numerator = (spanTenths(bar) + (points - 1) * tenthsAbove(bar)) * bar.count;
    scales.set(spanTenths(bar), (scales.get(spanTenths(bar)) ?? 0) + numerator);
  }
  const parts = [...scales].sort(([a], [b]) => a - b);
  const mean = parts.reduce((sum, [span, numerator]) => sum + numerator / (span * n), 0);
  if (n < 2) return { mean, n };
  const squares = bars.reduce((sum, bar) => sum + bar.count * (rescaled(bar, points) - mean) ** 2, 0);
  return { mean, n, marginOfError: Z95 * Math.sqrt(squares / (n - 1) / n) };
}

/**
 * Median of a histogram, `[value, how many]` in any order, and its 95 % interval: the values at the ranks n/2 − 0.98·√n,
 * rounded, and as far from the other end (M. J. Campbell & M. J. Gardner, BMJ 296, 1988, 1454–1456). Fewer than six
 * values have none.
 */
export function medianOf(histogram: Iterable<readonly [value: number, count: number]>): {
  median: number | null;
  n: number;
  interval?: { low: number; high: number };
} {
  const { n, at } = ranked(histogram);
  if (n === 0) return { median: null, n };
  const median = (at(Math.floor((n + 1) / 2)) + at(Math.floor(n / 2) + 1)) / 2;
  const rank = Math.round(n / 2 - (Z95 / 2) * Math.sqrt(n));
  return { median, n, ...(rank >= 1 && { interval: { low: at(rank), high: at(n + 1 - rank) } }) };
}

/**
 * A quantile of a histogram, `[value, how many]` in any order: the smallest value that `share` of all do not exceed. Its
 * 95 % interval are the values at the ranks n·share − 1.96·s and 1 + n·share + 1.96·s, rounded, s = √(n·share·(1 − share))
 * (M. J. Campbell & M. J. Gardner, BMJ 296, 1988, 1454–1456); none where these ranks are not there.
 */
export function quantileOf(
  histogram: Iterable<readonly [value: number, count: number]>,
  share: number,
): { quantile: number | null; n: number; interval?: { low: number; high: number } } {
  const { n, at } = ranked(histogram);
  if (n === 0) return { quantile: null, n };
  const half = Z95 * Math.sqrt(n * share * (1 - share));
  const [low, high] = [Math.round(n * share - half), Math.round(1 + n * share + half)];
  return {
    quantile: at(Math.ceil(n * share)),
    n,
    ...(low >= 1 && high <= n && { interval: { low: at(low), high: at(high) } }),
  };
}

/** The values of a histogram by their ranks, which are counted from 1. */
function ranked(histogram: Iterable<readonly [value: number, count: number]>) {
  const bars = [...histogram].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const n = bars.reduce((sum, [, count]) => sum + count, 0);
  const at = (rank: number): number => {
    let reached = 0;
    return bars.find(([, count]) => (reached += count) >= rank)?.[0] ?? NaN;
  };
  return { n, at };
}

/** One cell of a table of two variables. */
export type Cell = { x: number; y: number; count: number };

/**
 * Spearman's rank correlation with tie correction: Pearson's coefficient of mid-ranks
 * (M. G. Kendall, Rank Correlation Methods, 1948, ch. 3). Null when either variable is constant.
 */
export function spearman(cells: readonly Cell[]): number | null {
  const n = cells.reduce((sum, { count }) => sum + count, 0);
  const rankX = doubledRanks(cells, ({ x }) => x);
  const rankY = doubledRanks(cells, ({ y }) => y);
  // Mid-ranks are halves and their mean is (n+1)/2, so doubled and centred they are integers.
  let [xx, yy, xy] = [0, 0, 0];
  for (const { x, y, count } of cells) {
    const dx = (rankX.get(x) ?? 0) - (n + 1);
    const dy = (rankY.get(y) ?? 0) - (n + 1);
    xx += count * dx * dx;
    yy += count * dy * dy;
    xy += count * dx * dy;
  }
  if (xx === 0 || yy === 0) return null;
  return Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
}

function doubledRanks(cells: readonly Cell[], variable: (cell: Cell) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const cell of cells) counts.set(variable(cell), (counts.get(variable(cell)) ?? 0) + cell.count);
  const ranks = new Map<number, number>();
  let below = 0;
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b)) {
    ranks.set(value, 2 * below + count + 1);
    below += count;
  }
  return ranks;
}

/**
 * Tails of discrete distributions, over log-factorials. Each is the mid-p of what was seen, `½·P(x) + P(beyond x)`
 * (H. O. Lancaster, JASA 56, 1961): the plain tail is too large where few values are possible.
 */

/** Which side of what was seen is asked for. */
export type Side = 'below' | 'above';

const EXACT = 256;
const table: number[] = [0];
for (let n = 1; n < EXACT; n++) table.push((table[n - 1] ?? 0) + Math.log(n));

/** ln n!, exact sums below 256 and Stirling's series from there on (error below 1e-17 of the value). */
export const logFactorial = (n: number): number => (n < EXACT ? (table[n] ?? NaN) : logGamma(n + 1));

const STIRLING_FROM = 16;

/** ln Γ(x) for x > 0, by Stirling's series at x ≥ 16, to which smaller arguments are raised (error below 1e-15). */
export function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  while (at < STIRLING_FROM) shift += Math.log(at++);
  const square = 1 / (at * at);
  const series = 1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188))));
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series / at - shift;
}

/** ln of n over k. */
export const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** A distribution on the whole numbers from `low` to `high`. */
type Distribution = {
  low: number;
  high: number;
  /** ln P(k). */
  log: (k: number) => number;
  /** P(k + 1) / P(k). */
  ratio: (k: number) => number;
};

/** Terms below this part of their sum, on the falling side, no longer change it. */
const NEGLIGIBLE = 1e-18;

/** `½·P(x) + P(beyond x)`; each term follows from the one before, so only the first is computed over logarithms. */
function midP({ low, high, log, ratio }: Distribution, x: number, side: Side): number {
  if (x < low) return side === 'below' ? 0 : 1;
  if (x > high) return side === 'below' ? 1 : 0;
  const first = log(x);
  // Sums are in units of P(x), which may be too small to be a number by itself.
  let [term, sum] = [1, 0.5];
  const step = side === 'below' ? -1 : 1;
  for (let k = x + step; k >= low && k <= high; k += step) {
    const by = side === 'below' ? 1 / ratio(k) : ratio(k - 1);
    term *= by;
    sum += term;
    if (by < 1 && term < sum * NEGLIGIBLE) break;
  }
  return Math.min(1, Math.exp(first + Math.log(sum)));
}

/** Mid-p of `x` under the binomial distribution of `n` trials that succeed with probability `p`. */
export function binomial(x: number, n: number, p: number, side: Side): number {
  if (p <= 0 || p >= 1)
    return midP({ low: p <= 0 ? 0 : n, high: p <= 0 ? 0 : n, log: () => 0, ratio: () => 0 }, x, side);
  const [success, failure] = [Math.log(p), Math.log1p(-p)];
  const log = (k: number): number => logChoose(n, k) + k * success + (n - k) * failure;
  const odds = p / (1 - p);
  return midP({ low: 0, high: n, log, ratio: (k) => (odds * (n - k)) / (k + 1) }, x, side);
}

/**
 * Mid-p of `x` under the hypergeometric distribution: of `total` records `marked` are of a kind, and `n` are drawn
 * without putting back (R. A. Fisher's exact test).
 */
export function hypergeometric(
  x: number,
  { n, marked, total }: { n: number; marked: number; total: number },
  side: Side,
): number {
  const log = (k: number): number => logChoose(marked, k) + logChoose(total - marked, n - k) - logChoose(total, n);
  const ratio = (k: number): number => ((marked - k) * (n - k)) / ((k + 1) * (total - marked - n + k + 1));
  return midP({ low: Math.max(0, n - (total - marked)), high: Math.min(n, marked), log, ratio }, x, side);
}

/**
 * Mid-p of `x` under the negative binomial distribution of that mean and variance; the variance is greater than the mean.
 * With r = mean²/(variance − mean): P(k) = Γ(k + r)/(k!·Γ(r))·(r/(r + mean))^r·(mean/(r + mean))^k.
 */
export function negativeBinomial(
  x: number,
  { mean, variance }: { mean: number; variance: number },
  side: Side,
): number {
  const r = (mean * mean) / (variance - mean);
  const [stop, go] = [r / (r + mean), mean / (r + mean)];
  const log = (k: number): number =>
    logGamma(k + r) - logFactorial(k) - logGamma(r) + r * Math.log(stop) + k * Math.log(go);
  return midP({ low: 0, high: Infinity, log, ratio: (k) => (go * (k + r)) / (k + 1) }, x, side);
}

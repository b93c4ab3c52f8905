import { logFactorial } from '../metrics/tests/distributions.ts';

/** Below so many expected successes a draw is counted step by step. */
const STEP_BY_STEP = 10;

/**
 * How many of `n` trials succeed that each do with probability `p`. Few: by inverting the distribution from 0 on. Many: by
 * transformed rejection with squeeze (W. Hörmann, Journal of Statistical Computation and Simulation 46, 1993, BTRS), whose
 * time does not depend on n.
 */
export function drawBinomial(random: () => number, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p);
  return n * p < STEP_BY_STEP ? inverted(random, n, p) : rejected(random, n, p);
}

function inverted(random: () => number, n: number, p: number): number {
  const odds = p / (1 - p);
  let left = random();
  let chance = Math.exp(n * Math.log1p(-p));
  let k = 0;
  while (left > chance && k < n) {
    left -= chance;
    chance *= (odds * (n - k)) / (k + 1);
    k++;
  }
  return k;
}

function rejected(random: () => number, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const alpha = (2.83 + 5.1 / b) * spread;
  const squeeze = 0.92 - 4.2 / b;
  const mode = Math.floor((n + 1) * p);
  const logOdds = Math.log(p / (1 - p));
  const atMode = logFactorial(mode) + logFactorial(n - mode);
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + n * p + 0.5);
    if (k < 0 || k > n) continue;
    if (us >= 0.07 && v <= squeeze) return k;
    const height = Math.log((v * alpha) / (a / (us * us) + b));
    if (height <= atMode - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds) return k;
  }
}

/**
 * As many draws as `counts` are together, each falling on a cell with the share that it has in `counts`: into `into`. One
 * binomial draw per cell, of what the cells before have left.
 */
export function drawMultinomial(random: () => number, counts: Float64Array, into: Float64Array): void {
  let of = 0;
  for (const count of counts) of += count;
  let left = of;
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell] ?? 0;
    const drawn = drawBinomial(random, left, count / of);
    into[cell] = drawn;
    left -= drawn;
    of -= count;
  }
}

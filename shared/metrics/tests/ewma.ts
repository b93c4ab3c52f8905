/** Where an exponentially weighted moving average stands after the last of some periods. */
export type Ewma = {
  e: number;
  /** Standard deviation of `e` after so many periods; a level L is crossed where |e| > L times it. */
  deviation: number;
  /** Periods that counted. */
  t: number;
};

/**
 * Eₜ = λzₜ + (1 − λ)Eₜ₋₁ from E₀ = 0, and √(λ/(2 − λ)·(1 − (1 − λ)²ᵗ)) (S. W. Roberts, Technometrics 1, 1959). Periods
 * with fewer than `minSample` answers are skipped, and t does not move.
 */
export function ewma(
  chart: readonly { n: number; z: number }[],
  { lambda, minSample }: { lambda: number; minSample: number },
): Ewma {
  const counted = chart.filter(({ n }) => n >= minSample);
  const e = counted.reduce((sum, { z }) => lambda * z + (1 - lambda) * sum, 0);
  const t = counted.length;
  return { e, deviation: Math.sqrt((lambda / (2 - lambda)) * (1 - (1 - lambda) ** (2 * t))), t };
}

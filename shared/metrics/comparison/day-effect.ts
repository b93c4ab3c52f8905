/** Answers of a period in one number each: how many, their mean, their variance (n − 1 below the line), and the same of its days. */
export type Spread = {
  n: number;
  mean: number;
  variance: number;
  days: readonly { n: number; mean: number }[];
};

/** By how much the answers of one day belong together, and how many degrees of freedom that leaves. */
export type DayEffect = { factor: number; df: number };

/** Below so many days with answers nothing is known of how days differ. */
const LEAST_DAYS = 14;

/**
 * Answers of one day share weather, outage and mailing: D = max(1, Σ over both periods Σ n_d(x̄_d − x̄)²/s² ÷ (days − 2)),
 * over the days with answers, each about the mean of its own period. It multiplies the variance of both means, and no test
 * has more degrees of freedom than days − 2. Below 14 such days D is 1, and the degrees are those of the test.
 */
export function dayEffect(periods: readonly Spread[]): DayEffect {
  const days = periods.reduce((sum, period) => sum + period.days.filter(({ n }) => n > 0).length, 0);
  if (days < LEAST_DAYS) return { factor: 1, df: Infinity };
  const between = periods.reduce((sum, { mean, variance, days: own }) => {
    const squares = own.reduce((all, day) => all + (day.n > 0 ? day.n * (day.mean - mean) ** 2 : 0), 0);
    // Where no answer differs from another no day does.
    return sum + (variance > 0 ? squares / variance : 0);
  }, 0);
  return { factor: Math.max(1, between / (days - 2)), df: days - 2 };
}

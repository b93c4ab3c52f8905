import { isoWeekday } from '../../kernel/calendar.ts';
import { binomial } from '../tests/distributions.ts';
import { around, type Tested, twoSided } from './tested.ts';

/** Records of each complete day (`YYYY-MM-DD`) of a period, also of those without any. */
export type Daily = readonly { day: string; n: number }[];

/** Below so many days on a side nothing is known of how days of one weekday differ. */
const LEAST_DAYS = 14;

/**
 * Two numbers of records, per day: d = x₂/d₂ − x₁/d₁ with se = √(φ(x₁/d₁² + x₂/d₂²)). φ is Pearson's χ² of the daily numbers
 * about the mean of their weekday in their period, by its degrees of freedom, at least 1, and t has these degrees
 * (P. McCullagh & J. A. Nelder, Generalized Linear Models, 1989, 6.2). Below 14 days on a side φ is 1, and p is that of
 * x₂ under the binomial distribution of x₁ + x₂ with d₂/(d₁ + d₂), twice the smaller tail, mid-p.
 */
export function countTest(before: Daily, now: Daily): Tested {
  const [past, present] = [rateOf(before), rateOf(now)];
  const difference = present.perDay - past.perDay;
  const known = Math.min(before.length, now.length) >= LEAST_DAYS;
  const { phi, df } = known ? dispersion([before, now]) : { phi: 1, df: Infinity };
  const se = Math.sqrt(phi * (past.perDay / past.days + present.perDay / present.days));
  return {
    test: known ? 'quasi_poisson' : 'binomial',
    difference,
    base: past.perDay,
    sign: Math.sign(difference),
    p: known ? twoSided(difference / se, df) : binomialTails(past, present),
    designEffect: phi,
    interval: around(difference, se, df),
  };
}

type Rate = { x: number; days: number; perDay: number };

function rateOf(daily: Daily): Rate {
  const x = daily.reduce((sum, { n }) => sum + n, 0);
  return { x, days: daily.length, perDay: x / daily.length };
}

function binomialTails(past: Rate, present: Rate): number {
  const [n, share] = [past.x + present.x, present.days / (past.days + present.days)];
  const tails = (['below', 'above'] as const).map((side) => binomial(present.x, n, share, side));
  return Math.min(1, 2 * Math.min(...tails));
}

/** A weekday on which nothing ever comes says nothing of how days differ, and has no degrees of freedom. */
function dispersion(periods: readonly Daily[]): { phi: number; df: number } {
  let [squares, df] = [0, 0];
  for (const daily of periods)
    for (const days of Map.groupBy(daily, ({ day }) => isoWeekday(day)).values()) {
      const mean = days.reduce((sum, { n }) => sum + n, 0) / days.length;
      if (mean === 0) continue;
      squares += days.reduce((sum, { n }) => sum + (n - mean) ** 2 / mean, 0);
      df += days.length - 1;
    }
  return { phi: Math.max(1, squares / df), df };
}

import { medianOf } from '../statistics.ts';
import { type DayEffect, dayEffect, type Spread } from './day-effect.ts';
import { type Interval, quantileOf, type Tested, twoSided } from './tested.ts';

/** A histogram: `[value, how many]`. */
export type Times = readonly (readonly [value: number, count: number])[];
export type TimesPeriod = { total: Times; days: readonly Times[] };

/**
 * Two medians by the Mann–Whitney test with correction for ties (H. B. Mann & D. R. Whitney, Annals of Mathematical
 * Statistics 18, 1947), whose z is divided by √D, D being the effect of days on the ranks. The difference is that of the
 * medians; its interval are the K-th smallest and K-th largest of all differences between a value of now and one of before,
 * K = n₁n₂/2 − z·s (M. J. Campbell & M. J. Gardner, BMJ 296, 1988), none where K is below 1.
 */
export function mannWhitney(before: TimesPeriod, now: TimesPeriod): Tested {
  const ranks = midRanks([...before.total, ...now.total]);
  const [past, present] = [before, now].map(({ total, days }) => spreadOf(total, days, ranks)) as [Spread, Spread];
  const { factor, df }: DayEffect = dayEffect([past, present]);
  const [n, pairs] = [past.n + present.n, past.n * present.n];
  // U less its mean n₁n₂/2 is n₁n₂/n times the difference of the mean ranks.
  const u = (pairs * (present.mean - past.mean)) / n;
  const ties = tiesIn([...before.total, ...now.total]);
  const s = Math.sqrt(factor * (pairs / 12) * (n + 1 - ties / (n * (n - 1))));
  const [was, is] = [medianOf(before.total).median ?? NaN, medianOf(now.total).median ?? NaN];
  return {
    test: 'mann_whitney',
    difference: is - was,
    base: was,
    sign: Math.sign(u),
    // Where all values are the same none is larger than another.
    p: s === 0 ? 1 : twoSided(u / s, df),
    designEffect: factor,
    interval: (confidence) => shifts(before.total, now.total, pairs / 2 - quantileOf(confidence, df) * s),
  };
}

const countOf = (times: Times): number => times.reduce((sum, [, count]) => sum + count, 0);

function countsByValue(times: Times): [value: number, count: number][] {
  const counts = new Map<number, number>();
  for (const [value, count] of times) counts.set(value, (counts.get(value) ?? 0) + count);
  return [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
}

function midRanks(times: Times): Map<number, number> {
  let below = 0;
  return new Map(
    countsByValue(times).map(([value, count]) => {
      const rank = below + (count + 1) / 2;
      below += count;
      return [value, rank];
    }),
  );
}

const tiesIn = (times: Times): number => countsByValue(times).reduce((sum, [, count]) => sum + count ** 3 - count, 0);

function spreadOf(total: Times, days: readonly Times[], ranks: ReadonlyMap<number, number>): Spread {
  const meanOf = (times: Times) => ({
    n: countOf(times),
    mean: times.reduce((sum, [value, count]) => sum + count * (ranks.get(value) ?? 0), 0) / countOf(times),
  });
  const { n, mean } = meanOf(total);
  const squares = total.reduce((sum, [value, count]) => sum + count * ((ranks.get(value) ?? 0) - mean) ** 2, 0);
  return { n, mean, variance: squares / (n - 1), days: days.map(meanOf) };
}

/** The values at rank K from below and from above among all differences; each pair of bars stands for many of them. */
function shifts(before: Times, now: Times, rank: number): Interval | undefined {
  const k = Math.round(rank);
  if (k < 1) return undefined;
  const [was, is] = [countsByValue(before), countsByValue(now)];
  // The K-th largest of what is − was is the K-th smallest of what was − is, turned round.
  return { low: smallest(is, was, k), high: -smallest(was, is, k) };
}

type Bars = readonly (readonly [value: number, count: number])[];

/** Halvings of the stretch that all differences lie in: it is then shorter than the gap between any two of them. */
const HALVINGS = 60;

/** The K-th smallest difference between a value of `one` and a value of `other`, both by rising value; none is made. */
function smallest(one: Bars, other: Bars, k: number): number {
  let [low, high] = [(one[0]?.[0] ?? 0) - (other.at(-1)?.[0] ?? 0) - 1, (one.at(-1)?.[0] ?? 0) - (other[0]?.[0] ?? 0)];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (upTo(one, other, middle).count >= k) high = middle;
    else low = middle;
  }
  return upTo(one, other, high).largest;
}

/** How many differences do not exceed a limit, and the largest of these. */
function upTo(one: Bars, other: Bars, limit: number): { count: number; largest: number } {
  let left = other.reduce((sum, [, count]) => sum + count, 0);
  let [at, count, largest] = [0, 0, -Infinity];
  for (const [value, many] of one) {
    // As values rise, fewer and fewer of the others are large enough.
    for (let bar = other[at]; bar && value - bar[0] > limit; bar = other[++at]) left -= bar[1];
    const next = other[at];
    if (!next) break;
    count += many * left;
    largest = Math.max(largest, value - next[0]);
  }
  return { count, largest };
}

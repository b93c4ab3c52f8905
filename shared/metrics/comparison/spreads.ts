import { momentsOf, onGrid, spread } from '../tests/grid.ts';
import type { Proportion, Scores } from '../tests/sample.ts';
import type { Period } from './period.ts';
import type { Spread } from './day-effect.ts';

/** The spread of shares of a period and of its days. */
export function spreadOfShares({ total: { x, n }, days }: Period<Proportion>): Spread {
  const share = x / n;
  return {
    n,
    mean: share,
    variance: (share * (1 - share) * n) / (n - 1),
    days: days.map(({ sample }) => ({ n: sample.n, mean: sample.x / sample.n })),
  };
}

/** The spreads of answers of periods that share a scale, on one grid. */
export function spreadsOfScores(periods: readonly Period<Scores>[]): Spread[] {
  const grids = onGrid(periods.flatMap(({ total, days }) => [total, ...days.map(({ sample }) => sample)]));
  let next = 0;
  return periods.map(({ total, days }) => spreadOf(total, grids.slice(next, (next += days.length + 1))));
}

/** Moments in the unit of the scale. A period in which all answers are the same has half an answer spread over the scale beside. */
function spreadOf({ from, to }: Scores, [total = [], ...days]: ReturnType<typeof onGrid>): Spread {
  const step = (to - from) / (total.length - 1);
  const inUnit = (counts: readonly number[]) => {
    const { n, mean } = momentsOf(counts);
    return { n, mean: from + mean * step };
  };
  return { ...inUnit(total), variance: (spread(total) * step) ** 2, days: days.map(inUnit) };
}

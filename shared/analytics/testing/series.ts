import { addDays } from '../../kernel/calendar.ts';
import { randomOf } from '../../testing/random.ts';
import type { AdjustedDay } from '../change-points.ts';
import type { TrendDay } from '../trend-of.ts';

type Random = () => number;
const normalOf = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
function poisson(random: Random, mean: number): number {
  const least = Math.exp(-mean);
  let [count, left] = [0, random()];
  while (left > least) {
    left *= random();
    count++;
  }
  return count;
}

/**
 * A made-up series of days from 1 January 2024, a Monday, on: so many answers a day, their mean 4 with a standard deviation of
 * 1.1, what `shift` adds to a day, and by how much days differ by themselves.
 */
export function aSeries(
  seed: number,
  {
    days,
    perDay = 7,
    shift,
    mood = 0,
  }: { days: number; perDay?: number; shift?: (day: number) => number; mood?: number },
): TrendDay[] {
  const random = randomOf(seed * 7_919);
  return Array.from({ length: days }, (_, index) => {
    const n = poisson(random, perDay);
    const by = mood * normalOf(random) + (1.1 * normalOf(random)) / Math.sqrt(Math.max(1, n));
    return { day: addDays('2024-01-01', index), value: n === 0 ? null : 4 + (shift?.(index) ?? 0) + by, n };
  });
}

/** The same without a season, as it is looked through for changes of level. */
export const levelled = (series: readonly TrendDay[]): AdjustedDay[] =>
  series.flatMap(({ day, value, n }) => (value === null ? [] : [{ day, value, weight: n, answers: n, told: value }]));

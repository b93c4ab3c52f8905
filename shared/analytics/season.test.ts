import { expect, test } from 'vitest';
import { isoWeekday } from '../kernel/calendar.ts';
import { isRefusal } from './refusal.ts';
import { type DayValue, effectOn, fTail, seasonOf } from './season.ts';
import { aSeries } from './testing/series.ts';
import type { TrendDay } from './trend-of.ts';

const daysOf = (series: readonly TrendDay[]): DayValue[] =>
  series.flatMap(({ day, value, n }) => (value === null ? [] : [{ day, value, weight: n }]));
const all = (series: readonly TrendDay[]) => ({
  span: series.length,
  answers: series.reduce((sum, { n }) => sum + n, 0),
});
const weekdayOf = (series: readonly TrendDay[]) => {
  const { weekday } = seasonOf(daysOf(series), all(series));
  if (isRefusal(weekday)) throw new Error('the weekdays are refused');
  return weekday;
};
const monday = (day: number): number => (day % 7 === 0 ? -0.2 : 0);

test('the F distribution has the tails that R computes', () => {
  // pf(c(2.1, 4.06, 1), c(6, 3, 1), c(350, 8, 1), lower.tail = FALSE)
  expect(fTail(2.1, 6, 350)).toBeCloseTo(0.05268, 4);
  expect(fTail(4.066181, 3, 8)).toBeCloseTo(0.05, 6);
  expect(fTail(1, 1, 1)).toBeCloseTo(0.5, 9);
  expect(fTail(0, 6, 350)).toBe(1);
});

test('effects without noise are what was put in, less their weighted mean', () => {
  const series = aSeries(1, { days: 70, perDay: 9 }).map((one, index) => ({
    ...one,
    n: 5 + (index % 3),
    value: 4 + monday(index) + (index % 2 === 0 ? 1e-6 : -1e-6),
  }));
  const { effects } = weekdayOf(series);
  const [first, ...others] = effects;
  expect((first?.effect ?? NaN) - (others[0]?.effect ?? NaN)).toBeCloseTo(-0.2, 4);
  const weights = Map.groupBy(series, ({ day }) => isoWeekday(day));
  const mean = effects.reduce(
    (sum, { key, effect }) => sum + effect * (weights.get(key)?.reduce((n, one) => n + one.n, 0) ?? 0),
    0,
  );
  expect(mean).toBeCloseTo(0, 9);
});

test('Monday −0.2 is found in 20 of 20 years at 30 answers a day, with an interval that holds it in nearly all', () => {
  let covered = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const { p, effects } = weekdayOf(aSeries(seed, { days: 364, perDay: 30, shift: monday }));
    expect(p).toBeLessThan(0.05);
    const [first] = effects;
    // The mean of all days lies 0.2/7 lower, too.
    if (first && first.interval.low <= -0.2 + 0.2 / 7 && first.interval.high >= -0.2 + 0.2 / 7) covered++;
  }
  expect(covered).toBeGreaterThanOrEqual(17);
});

test('of 200 years without weekdays 5 % and what chance adds have p below 0.05', () => {
  let false_ = 0;
  for (let seed = 1; seed <= 200; seed++) if (weekdayOf(aSeries(seed, { days: 364 })).p < 0.05) false_++;
  expect(false_).toBeGreaterThanOrEqual(2);
  expect(false_).toBeLessThanOrEqual(18);
}, 60_000);

test('months need two years, weekdays eight weeks and 100 answers, and say so', () => {
  const year = aSeries(2, { days: 364 });
  expect(seasonOf(daysOf(year), all(year)).month).toEqual({ value: null, reason: 'too_short', need: 730, have: 364 });
  const weeks = aSeries(2, { days: 55 });
  expect(seasonOf(daysOf(weeks), all(weeks)).weekday).toMatchObject({ reason: 'too_short', need: 56, have: 55 });
  const few = aSeries(2, { days: 60, perDay: 0.5 });
  expect(seasonOf(daysOf(few), all(few)).weekday).toMatchObject({ reason: 'too_few', need: 100 });
  const two = aSeries(2, { days: 731, shift: (day) => (day % 365 > 334 ? 0.5 : 0) });
  const { month } = seasonOf(daysOf(two), all(two));
  if (isRefusal(month)) throw new Error('the months are refused');
  expect(month.effects).toHaveLength(12);
  expect(month.p).toBeLessThan(0.001);
  expect(month.effects.at(-1)?.effect).toBeGreaterThan(0.3);
});

test('a day without its season is its value less what both cycles add', () => {
  const series = aSeries(3, { days: 364, shift: monday });
  const season = seasonOf(daysOf(series), all(series));
  if (isRefusal(season.weekday)) throw new Error('the weekdays are refused');
  expect(effectOn(season, '2024-01-01')).toBe(season.weekday.effects[0]?.effect);
});

import { expect, test } from 'vitest';
import { changePointsOf } from './change-points.ts';
import { isRefusal } from './refusal.ts';
import { greatestArc, type Series } from './segmentation.ts';
import { aSeries, levelled } from './testing/series.ts';

const pointsIn = (seed: number, how: Parameters<typeof aSeries>[1]) => {
  const found = changePointsOf(levelled(aSeries(seed, how)));
  if (isRefusal(found)) throw new Error('refused');
  return found;
};
const placeOf = (day: string): number => (Date.parse(day) - Date.parse('2024-01-01')) / 86_400_000;

test('of 200 years without a change of level a change is found in at most 3 %, and where days differ by chance in none or one', () => {
  const found = (series: number, mood: number): number => {
    let years = 0;
    for (let seed = 1; seed <= series; seed++) if (pointsIn(seed, { days: 365, mood }).length > 0) years++;
    return years;
  };
  expect(found(200, 0)).toBeLessThanOrEqual(6);
  expect(found(100, 0.5)).toBeLessThanOrEqual(3);
}, 180_000);

test('six weeks of −0.8 in two years are found in 6 of 6 series, nearly to the day', () => {
  const errors: number[] = [];
  let missed = 0;
  for (let seed = 1; seed <= 6; seed++) {
    const days = pointsIn(seed, { days: 730, shift: (day) => (day >= 560 && day < 602 ? -0.8 : 0) }).map(({ day }) =>
      placeOf(day),
    );
    const near = [560, 602].map((edge) => Math.min(...days.map((day) => Math.abs(day - edge)), Infinity));
    if (near.every((error) => error <= 7)) errors.push(...near);
    else missed++;
  }
  expect(missed).toBe(0);
  errors.sort((a, b) => a - b);
  expect(errors[Math.floor(errors.length / 2)]).toBeLessThanOrEqual(1);
  expect(errors[Math.floor(errors.length * 0.9)]).toBeLessThanOrEqual(4);
}, 180_000);

test('one step is one change point, with the means of both sides and an interval that holds what was put in', () => {
  const [point, ...more] = pointsIn(4, { days: 300, perDay: 20, shift: (day) => (day >= 150 ? -0.5 : 0) });
  expect(more).toEqual([]);
  expect(Math.abs(placeOf(point?.day ?? '') - 150)).toBeLessThanOrEqual(2);
  expect(point).toMatchObject({ before: expect.closeTo(4, 0), after: expect.closeTo(3.5, 0), p: 0.002 });
  expect(point?.interval.low).toBeLessThan(-0.5);
  expect(point?.interval.high).toBeGreaterThan(-0.5);
  expect(point?.interval.high).toBeLessThan(0);
});

test('a small step is seldom told with a second one beside it', () => {
  let more = 0;
  for (let seed = 1; seed <= 25; seed++)
    if (pointsIn(seed, { days: 300, shift: (day) => (day >= 150 ? -0.3 : 0) }).length > 1) more++;
  // Nine, where ends of an arc are not tested by themselves.
  expect(more).toBeLessThanOrEqual(3);
}, 120_000);

test('the greatest arc is that of all arcs that leave pieces of 14 days and 30 answers', () => {
  const series = levelled(aSeries(9, { days: 80, perDay: 3 }));
  const of = (field: 'value' | 'weight' | 'answers') => Float64Array.from(series, (one) => one[field]);
  const all: Series = { values: of('value'), weights: of('weight'), answers: of('answers') };
  const piece = (from: number, to: number) => {
    const own = series.slice(from, to);
    const n = own.reduce((sum, { weight }) => sum + weight, 0);
    return { days: own.length, n, sum: own.reduce((sum, { weight, value }) => sum + weight * value, 0) };
  };
  let best = { i: 0, j: 0, sum: -1 };
  for (let i = 0; i < series.length; i++)
    for (let j = i + 1; j <= series.length; j++) {
      const [before, arc, after] = [piece(0, i), piece(i, j), piece(j, series.length)];
      const mayBe = (one: typeof arc): boolean => one.days === 0 || (one.days >= 14 && one.n >= 30);
      const rest = { n: before.n + after.n, sum: before.sum + after.sum };
      if (![before, arc, after].every(mayBe) || rest.n === 0) continue;
      const sum = ((arc.sum / arc.n - rest.sum / rest.n) ** 2 * arc.n * rest.n) / (arc.n + rest.n);
      if (sum > best.sum) best = { i, j, sum };
    }
  expect(greatestArc(all)).toEqual({ i: best.i, j: best.j, sum: expect.closeTo(best.sum, 9) });
});

test('too short a series, and too few answers, are refused', () => {
  expect(changePointsOf(levelled(aSeries(1, { days: 20, perDay: 40 })))).toMatchObject({
    reason: 'too_short',
    need: 28,
  });
  const few = levelled(aSeries(1, { days: 40, perDay: 20 })).map((one) => ({ ...one, answers: 1 }));
  expect(changePointsOf(few)).toEqual({ value: null, reason: 'too_few', need: 60, have: 40 });
});

test('the same series twice gives the same bytes', () => {
  const how = { days: 200, shift: (day: number) => (day >= 100 ? -0.6 : 0) };
  expect(JSON.stringify(pointsIn(6, how))).toBe(JSON.stringify(pointsIn(6, how)));
});

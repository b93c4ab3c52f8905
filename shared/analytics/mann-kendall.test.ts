import { expect, test } from 'vitest';
import { mannKendall } from './mann-kendall.ts';

const months = (...values: number[]) => mannKendall(values.map((value, at) => ({ at, value })));

test('months 3.90 3.95 3.92 4.00 4.01 3.98 4.05 4.10 4.08 4.12 4.10 4.15 have S 55, p 0.0002, slope 0.0206', () => {
  const found = months(3.9, 3.95, 3.92, 4, 4.01, 3.98, 4.05, 4.1, 4.08, 4.12, 4.1, 4.15);
  expect(found).toMatchObject({ s: 55, p: expect.closeTo(0.0002, 4), slope: expect.closeTo(0.0206, 4) });
  expect(found.interval.low).toBeGreaterThan(0.01);
  expect(found.interval.low).toBeLessThan(found.slope);
  expect(found.interval.high).toBeGreaterThan(found.slope);
  expect(found.interval.high).toBeLessThan(0.03);
});

test('a flat dozen has p 0.94', () => {
  const found = months(3.95, 4.02, 3.98, 4.01, 4.03, 3.97, 4.0, 3.99, 4.04, 3.96, 4.05, 3.94);
  expect(Math.abs(found.s)).toBe(2);
  expect(found.p).toBeCloseTo(0.945, 3);
});

test('twelve equal months have p 1 and slope 0', () => {
  expect(months(...Array.from({ length: 12 }, () => 4))).toMatchObject({ s: 0, p: 1, slope: 0 });
});

test('the slope is per unit of time, also over a gap', () => {
  const points = [0, 1, 2, 6, 7, 8].map((at) => ({ at, value: 3 + 0.5 * at }));
  expect(mannKendall(points).slope).toBeCloseTo(0.5, 12);
});

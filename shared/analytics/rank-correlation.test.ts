import { expect, test } from 'vitest';
import { correlationOf, inferenceOf } from './rank-correlation.ts';

test('ρ −0.30, n 103 → −0.470…−0.109, p 0.0021; ρ −0.6, n 10 → −0.905…+0.111, p 0.067', () => {
  expect(inferenceOf(-0.3, 103)).toEqual({
    p: expect.closeTo(0.0021, 4),
    interval: { low: expect.closeTo(-0.47, 3), high: expect.closeTo(-0.109, 3) },
  });
  expect(inferenceOf(-0.6, 10)).toEqual({
    p: expect.closeTo(0.067, 3),
    interval: { low: expect.closeTo(-0.905, 3), high: expect.closeTo(0.111, 3) },
  });
});

const table = { 10: [12, 6, 2], 60: [8, 8, 4, 2], 240: [4, 6, 6, 6, 4] };

test('68 answers by (10, 60, 240 min) 12·6·2, 8·8·4·2, 4·6·6·6·4 for 5…1 → ρ −0.5016, −0.669…−0.285', () => {
  const cells = Object.entries(table).flatMap(([minutes, counts]) =>
    counts.map((count, below) => ({ x: 5 - below, y: Number(minutes), count })),
  );
  expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(68);
  expect(correlationOf(cells)).toMatchObject({
    rho: expect.closeTo(-0.5016, 4),
    interval: { low: expect.closeTo(-0.669, 3), high: expect.closeTo(-0.285, 3) },
  });
});

test('below ten answers, and with two values on a side, there is no correlation', () => {
  const row = (x: number, y: number, count: number) => ({ x, y, count });
  expect(correlationOf([row(1, 1, 3), row(2, 2, 3), row(3, 3, 3)])).toMatchObject({
    reason: 'too_few',
    need: 10,
    have: 9,
  });
  expect(correlationOf([row(1, 1, 5), row(2, 2, 5), row(3, 2, 5)])).toMatchObject({
    reason: 'no_variance',
    need: 3,
    have: 2,
  });
});

test('a perfect order has p 0 and no width', () => {
  const cells = Array.from({ length: 12 }, (_, at) => ({ x: at, y: -at, count: 1 }));
  expect(correlationOf(cells)).toEqual({ rho: -1, p: 0, interval: { low: -1, high: -1 } });
});

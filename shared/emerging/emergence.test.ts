import { describe, expect, test } from 'vitest';
import { benjaminiHochberg } from '../metrics/tests/false-discovery.ts';
import { type Counted, emergingOf, testOf } from './emergence.ts';

const totals = { n1: 400, n0: 1_200 };
const names = (count: number, of = 'p'): string[] => Array.from({ length: count }, (_, at) => `${of}${at}`);
const phrase = (c1: number, c0: number, more: Partial<Counted> = {}): Counted => ({
  c1,
  c0,
  docs: names(c1, 'd'),
  voices: names(c1),
  stems: ['a'],
  ...more,
});

describe('a phrase emerges', () => {
  test('5 of 400 against 0 of 1 200 has p 0.00049; 5 against 1 has 0.0024 and growth 10', () => {
    expect(testOf({ c1: 5, c0: 0 }, totals).p).toBeCloseTo(0.00049, 5);
    expect(testOf({ c1: 5, c0: 1 }, totals).p).toBeCloseTo(0.0024, 4);
    expect(testOf({ c1: 5, c0: 1 }, totals).growth).toBeCloseTo(10, 1);
    expect(emergingOf([phrase(5, 0)], totals)).toMatchObject([{ p: expect.closeTo(0.00049, 5) }]);
  });

  test('not with four documents, not by five records of one person, nor of three', () => {
    expect(emergingOf([phrase(4, 1)], totals)).toEqual([]);
    expect(emergingOf([phrase(5, 0, { voices: ['p', 'p', 'p', 'p', 'p'] })], totals)).toEqual([]);
    expect(emergingOf([phrase(5, 0, { voices: ['p', 'q', 'r', 'p', 'q'] })], totals)).toEqual([]);
    expect(emergingOf([phrase(5, 0, { voices: ['p', 'q', 'r', 's', 'q'] })], totals)).toHaveLength(1);
  });

  test('not where it grows by less than two, however sure that is', () => {
    const many = phrase(4_000, 7_000);
    const large = { n1: 40_000, n0: 120_000 };
    expect(testOf(many, large).p).toBeLessThan(1e-9);
    expect(emergingOf([many], large)).toEqual([]);
  });

  test('not where so many were tested that one such was to be expected', () => {
    const others = Array.from({ length: 200 }, (_, at) => phrase(2, 6, { docs: [`o${at}`, `q${at}`] }));
    expect(emergingOf([phrase(5, 0), ...others], totals)).toEqual([]);
    expect(emergingOf([phrase(5, 0), ...others.slice(0, 20)], totals)).toHaveLength(1);
  });
});

test('rates of false discoveries are those of Benjamini and Hochberg', () => {
  expect(benjaminiHochberg([0.01, 0.04, 0.03, 0.5])).toEqual([0.04, 0.16 / 3, 0.16 / 3, 0.5]);
  expect(benjaminiHochberg([])).toEqual([]);
});

test('phrases in the same documents are one, the longest; half of them in common leave two', () => {
  const long = phrase(6, 0, { stems: ['a', 'b'], docs: names(6, 'd') });
  const short = phrase(8, 0, { docs: [...names(6, 'd'), 'x', 'y'] });
  expect(emergingOf([short, long], totals).map(({ stems }) => stems)).toEqual([['a', 'b']]);
  const other = phrase(8, 0, { docs: [...names(4, 'd'), 'w', 'x', 'y', 'z'] });
  expect(emergingOf([other, long], totals)).toHaveLength(2);
});

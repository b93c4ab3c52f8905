import { expect, test } from 'vitest';
import { benjaminiHochberg } from '../metrics/tests/false-discovery.ts';
import { spike, spikeOfDays } from '../metrics/tests/spike.ts';
import { trendOf } from './trend.ts';

test('Month of 28 days with 28 and months of 31 with 31 of a kind → ratio 1.0', () => {
  const { kinds } = trendOf([{ type: 'bug', theme: 'price', n: [31, 31, 31, 28] }], [31, 31, 31, 28]);
  expect(kinds).toMatchObject([{ ratio: 1, verdict: 'usual' }]);
  expect(kinds[0]?.p).toBeGreaterThan(0.4);
});

test('with days of equal length the test is the one of the alert rules', () => {
  for (const [x, earlier] of [
    [10, [3, 4, 5]],
    [40, [1, 30, 9]],
    [0, [0, 0, 0]],
  ] as const) {
    const months = earlier.map((n) => ({ n, days: 30 }));
    expect(spikeOfDays({ n: x, days: 30 }, months, 'above').p).toBeCloseTo(spike(x, earlier, 'above').p, 12);
  }
});

test('a kind that has doubled is more, one of as many as always is not, and months that differ much say less', () => {
  const days = [30, 31, 30, 31];
  const { kinds } = trendOf(
    [
      { type: 'bug', n: [20, 21, 19, 60] },
      { type: 'question', n: [20, 21, 19, 22] },
      { type: 'complaint', n: [0, 5, 55, 60] },
    ],
    days,
  );
  expect(kinds.map(({ type, verdict }) => [type, verdict])).toEqual([
    ['bug', 'more'],
    ['complaint', 'usual'],
    ['question', 'usual'],
  ]);
});

test('among many kinds chance alone makes none that is more: the false discovery rate holds', () => {
  // p of 0.03 would be taken for true among one, and is not among forty.
  const usual = Array.from({ length: 40 }, (_, index) => ({ theme: `t${index}`, n: [10, 10, 10, 10] }));
  const high = { theme: 'high', n: [10, 10, 10, 18] };
  const verdictOf = (kinds: { theme: string; n: number[] }[]) =>
    trendOf(kinds, [30, 30, 30, 30]).kinds.find(({ theme }) => theme === 'high');
  expect(verdictOf([high])).toMatchObject({ verdict: 'more' });
  expect(verdictOf([high])?.p).toBeLessThan(0.05);
  expect(verdictOf([high, ...usual])).toMatchObject({ verdict: 'usual' });
});

test('q of Benjamini and Hochberg is as in R’s p.adjust', () => {
  // p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.8), "BH")
  const qs = benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.8]);
  expect(qs.map((q) => Number(q.toFixed(6)))).toEqual([0.025, 0.05, 0.05, 0.025, 0.8]);
  expect(benjaminiHochberg([])).toEqual([]);
});

test('kinds with fewer than five in all months are grouped, and get no verdict; nor do those without months before', () => {
  const { kinds, few } = trendOf(
    [
      { theme: 'a', n: [1, 0, 1, 2] },
      { theme: 'b', n: [0, 0, 0, 1] },
      { theme: 'c', n: [0, 0, 0, 5] },
    ],
    [0, 0, 0, 31],
  );
  expect(few).toEqual({ kinds: 2, n: [1, 0, 1, 3] });
  expect(kinds).toMatchObject([{ theme: 'c', ratio: null, p: null, q: null, verdict: 'untested' }]);
});

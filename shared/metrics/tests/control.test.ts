import { describe, expect, test } from 'vitest';
import { baselineOf, merged, overDispersion } from './baseline.ts';
import { control, standardized, zOf } from './control.ts';
import { upperTail } from './normal.ts';
import { type Proportion, sampleOf, type Scores } from './sample.ts';

const share = (x: number, n: number): Proportion => ({ kind: 'proportion', x, n });
/** CSAT answers by how many said 1 to 5. */
const csat = (...counts: number[]): Scores => ({
  kind: 'scores',
  from: 1,
  to: 5,
  bars: counts.flatMap((count, index) => (count > 0 ? [{ value: index + 1, min: 1, max: 5, count }] : [])),
});
const levelOf = (z: number): string => (Math.abs(z) >= 4 ? 'CRITICAL' : Math.abs(z) >= 3 ? 'WARNING' : 'OK');
const tail = (z: number): number => upperTail(Math.abs(z));

describe('a proportion', () => {
  const before = share(400, 500);
  // SciPy 1.17.1: d = hypergeom(500 + n, 400 + x, n); d.cdf(x − 1) + ½·d.pmf(x).
  test.each([
    [0, 5, 0.00017993683215653867, 'WARNING'],
    [1, 5, 0.0037786734752873123, 'OK'],
    [2, 8, 0.0007576228302752985, 'WARNING'],
    [3, 8, 0.0063664085497869465, 'OK'],
  ])('Baseline 400 of 500: %d of %d (P %d) %s', (x, n, p, level) => {
    const { z, p: told } = control(share(x, n), { sample: before, sigma: 1 });
    expect(tail(z)).toBeCloseTo(p, 10);
    expect(told).toBeCloseTo(p, 10);
    expect(z).toBeLessThan(0);
    expect(levelOf(z)).toBe(level);
  });

  test('above what is usual has a positive z, and an equal one hardly any', () => {
    expect(zOf(share(40, 40), before)).toBeGreaterThan(2.5);
    expect(Math.abs(zOf(share(80, 100), before))).toBeLessThan(0.05);
  });

  test('of more than 5 000 answers in all is tested by the binomial, which hardly differs', () => {
    const [below, above] = [zOf(share(850, 999), share(3_600, 4_000)), zOf(share(850, 1_001), share(3_600, 4_000))];
    // The binomial takes the baseline for certain: with a baseline four times as long as the day it says more.
    expect(above).toBeLessThan(below);
    expect(zOf(share(700, 1_000), share(8_000, 10_000))).toBeCloseTo(-7.508, 2);
  });

  test('is never infinitely far off', () => {
    expect(zOf(share(0, 100_000), share(100_000, 100_000))).toBeGreaterThan(-40);
  });
});

describe('a mean', () => {
  const before = csat(20, 30, 50, 200, 200);
  // NumPy 2: q = (c + ½/5)/(500 + ½) convolved five times; the sum below plus half of what was seen.
  test.each([
    [12, 0.0016858279818974427, 'OK', csat(1, 1, 3)],
    [11, 0.0005816367654519182, 'WARNING', csat(1, 2, 2)],
    [8, 0.000012784207696347613, 'CRITICAL', csat(3, 1, 1)],
  ])('CSAT baseline 20·30·50·200·200: five answers summing %d (P %d) %s', (_, p, level, now) => {
    const z = zOf(now, before);
    expect(tail(z)).toBeCloseTo(p, 12);
    expect(levelOf(z)).toBe(level);
  });

  test('depends on the sum alone, whichever answers make it', () => {
    expect(zOf(csat(2, 1, 1, 1), before)).toBe(zOf(csat(1, 2, 2), before));
  });

  test('is possible also where the baseline has never seen such an answer', () => {
    const always = csat(0, 0, 0, 0, 500);
    expect(zOf(csat(5), always)).toBeGreaterThan(-40);
    expect(zOf(csat(0, 0, 0, 1, 4), always)).toBeLessThan(-2.5);
    expect(Number.isFinite(zOf(csat(60), always))).toBe(true);
  });

  test('of more than 50 answers is tested by its standard error', () => {
    // μ 4.06, s 1.0855; 51 answers with mean 3.
    const s = Math.sqrt((20 * 3.06 ** 2 + 30 * 2.06 ** 2 + 50 * 1.06 ** 2 + 200 * 0.06 ** 2 + 200 * 0.94 ** 2) / 499);
    expect(zOf(csat(0, 0, 51), before)).toBeCloseTo(-1.06 / (s * Math.sqrt(1 / 51 + 1 / 500)), 10);
    // Where the one test follows on the other they agree.
    expect(zOf(csat(0, 0, 25, 25), before)).toBeCloseTo(zOf(csat(0, 0, 26, 25), before), 0);
  });

  test('takes answers on other scales for what they are on its own', () => {
    const other: Scores = { ...before, bars: [{ value: 0, min: 0, max: 10, count: 5 }] };
    // The finer grid spreads the half answer otherwise.
    expect(zOf(other, before)).toBeCloseTo(zOf(csat(5), before), 1);
    const between: Scores = { ...before, bars: [{ value: 2.5, min: 1, max: 5, count: 2 }] };
    expect(zOf(between, before)).toBeCloseTo(zOf(csat(0, 1, 1), before), 0);
  });

  test('of promoters and detractors is one of −1, 0 and 1', () => {
    const usual = sampleOf.nps({ 'nps:10': 300, 'nps:8': 100, 'nps:3': 100 });
    expect(usual).toMatchObject({ from: -100, to: 100, bars: [{ count: 100 }, { count: 100 }, { count: 300 }] });
    expect(zOf(sampleOf.nps({ 'nps:0': 6 }), usual)).toBeLessThan(-3.5);
    const feelings = sampleOf.net_sentiment({ 'sentiment:negative': 2, 'sentiment:mixed': 1, 'sentiment:neutral': 4 });
    expect(feelings.bars.map(({ value, count }) => [value, count])).toEqual([
      [-1, 2],
      [0, 5],
    ]);
  });
});

describe('a baseline', () => {
  const days = (count: number, one = share(8, 10)) => Array.from({ length: count }, () => one);

  test('needs 20 periods with answers and 100 answers', () => {
    expect(baselineOf(days(19))).toBeUndefined();
    expect(baselineOf([...days(19), share(0, 0)])).toBeUndefined();
    expect(baselineOf(days(20, share(3, 4)))).toBeUndefined();
    expect(baselineOf(days(20))).toMatchObject({ sample: { x: 160, n: 200 }, sigma: 1 });
  });

  test('leaves out a period that is not as the others, and keeps one answer that differs', () => {
    expect(baselineOf([...days(30), share(0, 20)])?.sample).toMatchObject({ x: 240, n: 300 });
    expect(baselineOf([...days(30), share(0, 1)])?.sample).toMatchObject({ x: 240, n: 301 });
  });

  test('of periods that differ more than chance makes them asks for more', () => {
    const restless = Array.from({ length: 30 }, (_, index) => (index % 2 ? share(95, 100) : share(80, 100)));
    const usual = baselineOf(restless);
    // p̄ = 0.875; |zₜ − zₜ₋₁| = 0.15/√(0.875·0.125/100) each time, over 1.128.
    expect(usual?.sigma).toBeCloseTo(0.15 / Math.sqrt((0.875 * 0.125) / 100) / 1.128, 10);
    const now = usual && control(share(70, 100), usual);
    expect(now?.z).toBeLessThan(-4);
    expect(now?.compared).toBeGreaterThan(-3);
  });

  test('is not told to vary by periods with less than five answers, nor ever less than chance', () => {
    expect(
      overDispersion([
        { n: 4, z: 9 },
        { n: 9, z: 0 },
        { n: 4, z: -9 },
        { n: 9, z: 0.1 },
      ]),
    ).toBe(1);
    expect(
      overDispersion([
        { n: 9, z: 0 },
        { n: 4, z: 50 },
        { n: 9, z: 3 },
      ]),
    ).toBeCloseTo(3 / 1.128, 12);
  });

  test('adds up answers on different scales each for itself', () => {
    const other: Scores = { ...csat(1), bars: [{ value: 5, min: 0, max: 10, count: 2 }] };
    expect((merged([csat(1), other, csat(2)]) as Scores).bars).toEqual([
      { value: 1, min: 1, max: 5, count: 3 },
      { value: 5, min: 0, max: 10, count: 2 },
    ]);
  });

  test('that never varies has finite deviations', () => {
    const [proportion] = standardized([share(9, 10)], share(100, 100));
    const [score] = standardized([csat(0, 0, 0, 10)], csat(0, 0, 0, 0, 100));
    expect([proportion?.z, score?.z].every((z) => z !== undefined && Number.isFinite(z) && z < 0)).toBe(true);
  });
});

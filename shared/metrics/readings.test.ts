import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barName, type Counters, mergeCounters } from './counters.ts';
import { metricNames, metrics } from './definitions.ts';
import type { Reading } from './readings.ts';
import { spearman } from './statistics.ts';

/** Answers with at most one decimal, on scales of many kinds. */
const answer = fc
  .tuple(fc.integer({ min: -10, max: 10 }), fc.integer({ min: 1, max: 12 }), fc.nat({ max: 1000 }))
  .map(([min, span, at]) => ({ value: min + Math.floor((at / 1000) * span * 10) / 10, min, max: min + span }));
const npsAnswer = fc.integer({ min: 0, max: 100 }).map((tenths) => ({ value: tenths / 10, min: 0, max: 10 }));

const histogram = (family: string, answers: readonly { value: number; min: number; max: number }[]): Counters =>
  answers.reduce<Counters>(
    (counters, { value, min, max }) => mergeCounters(counters, { [barName(family, value, min, max)]: 1 }),
    {},
  );

const anyCounters: fc.Arbitrary<Counters> = fc
  .record({
    nps: fc.array(npsAnswer, { maxLength: 20 }),
    csat: fc.array(answer, { maxLength: 20 }),
    ces: fc.array(answer, { maxLength: 20 }),
    fcr: fc.array(answer, { maxLength: 10 }),
    sentiments: fc.array(fc.constantFrom('positive', 'neutral', 'negative', 'mixed'), { maxLength: 20 }),
    minutes: fc.array(fc.tuple(fc.nat({ max: 200 }), answer), { maxLength: 20 }),
  })
  .map(({ nps, csat, ces, fcr, sentiments, minutes }) => {
    const counters = {
      ...histogram('nps', nps),
      ...histogram('csat', csat),
      ...histogram('ces', ces),
      ...histogram('fcr', fcr),
    };
    for (const name of sentiments) mergeCounters(counters, { [`sentiment:${name}`]: 1, volume: 1 });
    for (const [at, bar] of minutes) mergeCounters(counters, histogram('csat', [bar]), `${at}|`);
    return counters;
  });

const bounds: Partial<Record<string, [number, number]>> = {
  nps: [-100, 100],
  csat_avg: [1, 5],
  csat_pct: [0, 100],
  ces_avg: [1, 7],
  ces_pct: [0, 100],
  sentiment_share: [0, 100],
  net_sentiment: [-1, 1],
  comment_rate: [0, 1],
  agent_rating: [1, 5],
  fcr_csat: [1, 5],
  category_csat: [1, 5],
  resolution_correlation: [-1, 1],
};

describe('every metric', () => {
  test.each(metricNames)('%s is null without answers, never zero and never NaN', (name) => {
    expect(metrics[name].read({})).toMatchObject({ value: null, n: 0 });
    expect(metrics[name].read({}).marginOfError).toBeUndefined();
  });

  test.each(metricNames)('%s stays inside its bounds and finite for any answers', (name) => {
    fc.assert(
      fc.property(anyCounters, (counters) => {
        const {
          value,
          n,
          marginOfError = 0,
          interval = { low: -Infinity, high: Infinity },
        } = metrics[name].read(counters);
        if (value === null) return;
        const [low, high] = bounds[name] ?? [0, Infinity];
        expect(n).toBeGreaterThan(0);
        expect(value).toBeGreaterThanOrEqual(low - 1e-9);
        expect(value).toBeLessThanOrEqual(high + 1e-9);
        expect(Number.isFinite(marginOfError) && marginOfError >= 0).toBe(true);
        expect(interval.low <= value + 1e-9 && value <= interval.high + 1e-9).toBe(true);
      }),
    );
  });

  test.each(metricNames)('%s depends on the union of its answers only, not on how rows split or order them', (name) => {
    fc.assert(
      fc.property(anyCounters, fc.array(fc.nat({ max: 2 }), { minLength: 1 }), (counters, cuts) => {
        const rows: Counters[] = [{}, {}, {}];
        Object.entries(counters).forEach(([counter, count], index) => {
          const first = cuts[index % cuts.length] ?? 0;
          mergeCounters(rows[first] ?? {}, { [counter]: 1 });
          if (count > 1) mergeCounters(rows[(first + 1) % 3] ?? {}, { [counter]: count - 1 });
        });
        const merged = rows.toReversed().reduce<Counters>((sum, row) => mergeCounters(sum, row), {});
        expect(metrics[name].read(merged)).toEqual(metrics[name].read(counters));
      }),
    );
  });
});

describe('nps', () => {
  test('of 8 promoters, 9 passives and 22 detractors is −35.897435897435898 ± 25.12', () => {
    const reading = metrics.nps.read({
      'nps:9:0:10': 5,
      'nps:10:0:10': 3,
      'nps:7:0:10': 4,
      'nps:8:0:10': 5,
      'nps:0:0:10': 10,
      'nps:6:0:10': 12,
    });
    expect(reading).toMatchObject({ n: 39, breakdown: { promoters: 8, passives: 9, detractors: 22 } });
    expect(reading.value).toBeCloseTo(-35.897435897435898, 12);
    const variance = 30 / 39 - ((reading.value as number) / 100) ** 2;
    expect(reading.marginOfError).toBeCloseTo(1.96 * Math.sqrt(variance / 39) * 100, 12);
    expect(reading.marginOfError).toBeCloseTo(25.12, 2);
  });

  test('puts every answer, whole or not, into exactly one of three parts', () => {
    fc.assert(
      fc.property(fc.array(npsAnswer, { minLength: 1 }), (answers) => {
        const { breakdown = {}, n } = metrics.nps.read(histogram('nps', answers));
        expect(n).toBe(answers.length);
        expect(breakdown).toEqual({
          promoters: answers.filter(({ value }) => value >= 9).length,
          passives: answers.filter(({ value }) => value >= 7 && value < 9).length,
          detractors: answers.filter(({ value }) => value < 7).length,
        });
      }),
    );
  });

  test('reads nothing but NPS answers', () => {
    expect(metrics.nps.read({ 'csat:5:1:5': 3, 'rating:10:0:10': 2, 'ces:7:1:7': 1 }).n).toBe(0);
  });
});

test('csat_avg and csat_pct are computed on the answer’s own scale', () => {
  // 3 of 0–4 is 4 of 5, 8 of 0–10 is 4.2 of 5, 2 of 1–3 is 3 of 5.
  const counters = { 'csat:3:0:4': 1, 'csat:8:0:10': 1, 'csat:2:1:3': 1 };
  expect(metrics.csat_avg.read(counters).value).toBeCloseTo((4 + 4.2 + 3) / 3, 12);
  expect(metrics.csat_pct.read(counters).breakdown).toEqual({ satisfied: 2, notSatisfied: 1 });
});

test('the Wilson interval of 8 in 10 is 49.02 to 94.33 per cent', () => {
  const { interval } = metrics.csat_pct.read({ 'csat:5:1:5': 8, 'csat:1:1:5': 2 });
  expect(interval?.low).toBeCloseTo(49.02, 2);
  expect(interval?.high).toBeCloseTo(94.33, 2);
});

test('ces_pct counts from 5 of 7', () => {
  expect(metrics.ces_pct.read({ 'ces:5:1:7': 1, 'ces:4.9:1:7': 1, 'ces:7:1:7': 2 }).value).toBe(75);
});

test('the four sentiments share 100 per cent among them', () => {
  const reading: Reading = metrics.sentiment_share.read({
    'sentiment:positive': 1,
    'sentiment:neutral': 1,
    'sentiment:negative': 4,
    'sentiment:mixed': 1,
  });
  expect(Object.values(reading.shares ?? {}).reduce((a, b) => a + b)).toBeCloseTo(100, 12);
  expect(metrics.net_sentiment.read({ 'sentiment:positive': 1, 'sentiment:negative': 3 }).value).toBe(-0.5);
});

describe('resolution_correlation', () => {
  test('is null below ten answers and Spearman’s ρ from there', () => {
    const falling = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i * 10}|csat:${10 - i}:0:10`, 1]));
    expect(metrics.resolution_correlation.read(falling)).toMatchObject({ value: -1, n: 10 });
    const { '0|csat:10:0:10': _, ...nine } = falling;
    expect(metrics.resolution_correlation.read(nine)).toMatchObject({ value: null, n: 9 });
  });

  test('corrects for ties as Pearson’s coefficient of mid-ranks does', () => {
    // Ranks of x: 1, 2.5, 2.5, 4; of y: 1.5, 1.5, 3, 4.
    const cells = [
      [10, 1],
      [20, 1],
      [20, 2],
      [30, 3],
    ].map(([x = 0, y = 0]) => ({ x, y, count: 1 }));
    expect(spearman(cells)).toBeCloseTo(3.75 / Math.sqrt(4.5 * 4.5), 12);
    expect(
      spearman([
        { x: 1, y: 1, count: 5 },
        { x: 2, y: 1, count: 5 },
      ]),
    ).toBeNull();
  });

  test('repeating an answer k times is the same as counting it k times', () => {
    const cell = fc.record({ x: fc.nat({ max: 5 }), y: fc.nat({ max: 5 }), count: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 12 }), (cells) => {
        const flat = cells.flatMap(({ x, y, count }) => Array.from({ length: count }, () => ({ x, y, count: 1 })));
        const [a, b] = [spearman(cells), spearman(flat)];
        expect(a === null).toBe(b === null);
        expect(a ?? 0).toBeCloseTo(b ?? 0, 10);
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { type AlertRule, CreateAlertRule } from '../alert-rule/alert-rule.schema.ts';
import { completed, type MetricRule } from '../alert-rule/metric-test.ts';
import type { Counters } from '../metrics/counters.ts';
import { metrics } from '../metrics/definitions.ts';
import { sampleOf } from '../metrics/tests/sample.ts';
import { satisfied } from './testing/given.ts';
import { usualOf } from './usual.ts';
import { verdictOf } from './verdict.ts';

const ruleOf = (test: object, metric = 'csat_pct', more: object = {}): MetricRule =>
  completed(
    CreateAlertRule.parse({ name: 'One', kind: 'metric', metric, scope: { all: true }, test, ...more }) as AlertRule,
  ) as MetricRule;
const DAY = { from: '2026-11-29', to: '2026-11-29' };
const judge = (rule: MetricRule, now: Counters, before: readonly Counters[] = []) =>
  verdictOf(rule, now, usualOf(rule, before), DAY);
const days = (count: number, counters: Counters): Counters[] => Array.from({ length: count }, () => counters);

describe('a threshold', () => {
  const rule = ruleOf({ kind: 'threshold', direction: 'below', warning: 85, critical: 75 });

  test('Threshold below 85/75: 85 OK, less WARNING, 75 WARNING, less CRITICAL, n = 29 INSUFFICIENT', () => {
    const levels = [
      satisfied(85, 100),
      satisfied(84_999, 100_000),
      satisfied(75, 100),
      satisfied(74_999, 100_000),
      satisfied(0, 29),
      satisfied(0, 30),
    ];
    expect(levels.map((counters) => judge(rule, counters).level)).toEqual([
      'OK',
      'WARNING',
      'WARNING',
      'CRITICAL',
      'INSUFFICIENT',
      'CRITICAL',
    ]);
  });

  test('on seven days is one on all their answers', () => {
    const week = ruleOf({ kind: 'threshold', window: '7d', direction: 'below', warning: 85 });
    const { level, facts } = judge(week, satisfied(0, 10), [satisfied(90, 90)]);
    expect([level, facts.value, facts.n]).toEqual(['OK', 90, 100]);
  });

  test('on a number of records asks for no least number', () => {
    const rule_ = ruleOf({ kind: 'threshold', window: 'yesterday', direction: 'below', warning: 5 }, 'volume');
    expect(judge(rule_, {}).level).toBe('WARNING');
    expect(judge(rule_, { volume: 5 }).level).toBe('OK');
  });
});

describe('a deviation', () => {
  const rule = ruleOf({ kind: 'control' });
  const before = days(50, satisfied(8, 10));

  test('Baseline 400 of 500: 0 of 5 WARNING, 1 of 5 OK, 2 of 8 WARNING, 3 of 8 OK, and 4 are INSUFFICIENT', () => {
    const seen = ([x, n]: [number, number]) => judge(rule, satisfied(x, n), before).level;
    expect(
      (
        [
          [0, 5],
          [1, 5],
          [2, 8],
          [3, 8],
          [0, 4],
        ] as [number, number][]
      ).map(seen),
    ).toEqual(['WARNING', 'OK', 'WARNING', 'OK', 'INSUFFICIENT']);
  });

  test('is told with everything that it rests on', () => {
    const { facts } = judge(rule, satisfied(0, 5), before);
    expect(facts).toMatchObject({
      metric: 'csat_pct',
      value: 0,
      n: 5,
      baseline: { value: 80, n: 500 },
      limits: { warning: 3, critical: 4 },
      sigma: 1,
      window: '2026-11-29',
      formulaVersion: 1,
    });
    expect(facts.z).toBeCloseTo(-3.5679, 4);
    expect(facts.p).toBeCloseTo(0.00018, 5);
    expect(facts.sentence).toBe(
      'Customer satisfaction, top two of five 0 from 5 answers; usually 80 (500 answers); as low by chance once in 5 600 days',
    );
  });

  test('CSAT 2.2 from 5 answers; usually 4.06 (500 answers); as low by chance once in 1 700 days', () => {
    const mean = ruleOf({ kind: 'control', direction: 'below' }, 'csat_avg');
    const usual = days(25, { 'csat:1': 1, 'csat:2': 1, 'csat:3': 2, 'csat:4': 8, 'csat:5': 8 });
    const tuned = days(25, {}).map((_, index) => ({
      ...usual[index],
      'csat:2': index < 20 ? 1 : 2,
      'csat:1': index < 20 ? 1 : 0,
    }));
    const { level, facts } = judge(mean, { 'csat:1': 1, 'csat:2': 2, 'csat:3': 2 }, tuned);
    expect(level).toBe('WARNING');
    expect(facts.sentence).toBe(
      'Customer satisfaction, mean 2.2 from 5 answers; usually 4.06 (500 answers); as low by chance once in 1 700 days',
    );
    expect(judge(mean, { 'csat:5': 50 }, tuned).level).toBe('OK');
  });

  test('without enough before is INSUFFICIENT', () => {
    expect(judge(rule, satisfied(0, 50), days(19, satisfied(8, 10))).level).toBe('INSUFFICIENT');
    expect(judge(rule, satisfied(0, 50), [...days(20, satisfied(4, 4)), ...days(36, {})]).level).toBe('INSUFFICIENT');
  });
});

describe('a lasting shift', () => {
  const rule = ruleOf({ kind: 'ewma' });
  const usual = days(56, satisfied(80, 100));
  const shifted = satisfied(74, 100);

  test('z = −1.5 daily from day 1: EWMA breaches on day 5, not on day 4', () => {
    // (0.74 − 0.8)/(0.4/√100) = −1.5. Days without answers before do not count as days.
    const after = (day: number) => judge(rule, shifted, [...usual, ...days(28 - day, {}), ...days(day - 1, shifted)]);
    expect([after(4).level, after(5).level]).toEqual(['OK', 'WARNING']);
    expect(after(5).facts.z).toBeCloseTo(-1.0085, 4);
    expect(after(5).facts.limits.warning).toBeCloseTo(0.9328, 4);
  });

  test('is repaired by numbers that come late', () => {
    const late = [...usual, ...days(23, {}), ...days(4, satisfied(90, 100))];
    expect(judge(rule, shifted, late).level).toBe('OK');
  });

  test('is not judged on a day with too few answers', () => {
    expect(judge(rule, satisfied(0, 4), [...usual, ...days(27, shifted)]).level).toBe('INSUFFICIENT');
  });
});

describe('a spike', () => {
  const rule = ruleOf({ kind: 'spike' }, 'volume');
  const weeks = (...counts: number[]): Counters[] => counts.map((volume): Counters => (volume > 0 ? { volume } : {}));
  const mondays = weeks(10, 12, 9, 11, 10, 8, 13, 11);

  test('Mondays 10 12 9 11 10 8 13 11: 23 OK, 24 WARNING; Mondays 4 20 9 2 15 7 25 6: 25 is OK', () => {
    expect(judge(rule, { volume: 23 }, mondays).level).toBe('OK');
    expect(judge(rule, { volume: 24 }, mondays).level).toBe('WARNING');
    expect(judge(rule, { volume: 60 }, mondays).level).toBe('CRITICAL');
    expect(judge(rule, { volume: 25 }, weeks(4, 20, 9, 2, 15, 7, 25, 6)).level).toBe('OK');
  });

  test('is at least ten records and twice as many as usual', () => {
    expect(judge(rule, { volume: 9 }, weeks(0, 0, 1, 0, 1, 0, 0, 1)).level).not.toBe('WARNING');
    expect(judge(rule, { volume: 1_300 }, weeks(...days(8, {}).map(() => 1_000))).level).toBe('OK');
  });

  test('is none in the first weeks of a company, and none where little ever comes', () => {
    expect(judge(rule, { volume: 500 }, weeks(0, 0, 0, 0, 0, 1, 2, 3)).level).toBe('INSUFFICIENT');
    expect(judge(rule, { volume: 5 }, weeks(0, 0, 1, 0, 1, 0, 1, 0)).level).toBe('INSUFFICIENT');
  });

  test('downwards is a day with half as many or less, none included', () => {
    const drop = ruleOf({ kind: 'spike', direction: 'below' }, 'volume');
    const usual = weeks(...days(8, {}).map((_, index) => 40 + index));
    expect(judge(drop, {}, usual).level).toBe('CRITICAL');
    expect(judge(drop, { volume: 25 }, usual).level).toBe('OK');
    expect(judge(drop, { volume: 400 }, usual).level).toBe('OK');
    expect(judge(drop, {}, usual).facts.sentence).toContain('as low by chance');
  });
});

test('every metric that can be watched is one sample: its n and value are those of the metric', () => {
  const counters: Counters = {
    'nps:10': 4,
    'nps:7': 2,
    'nps:3': 1,
    'csat:4': 3,
    'csat:2': 1,
    'ces:5': 2,
    'ces:1': 2,
    'fcr:3': 4,
    'sentiment:positive': 3,
    'sentiment:negative': 1,
    'sentiment:mixed': 2,
    answers: 9,
    commented: 4,
    volume: 12,
    invited: 8,
    answered: 3,
  };
  for (const [metric, read] of Object.entries(sampleOf)) {
    if (!read || metric === 'volume') continue;
    const rule = ruleOf({ kind: 'control' }, metric);
    const { facts } = judge(rule, counters, days(56, counters));
    const { value, n } = metrics[metric as keyof typeof metrics].read(counters);
    expect([metric, facts.n, facts.baseline?.n]).toEqual([metric, n, 56 * n]);
    expect(facts.baseline?.value).toBeCloseTo(Number(value), 10);
  }
});

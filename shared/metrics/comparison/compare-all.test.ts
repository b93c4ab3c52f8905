import { describe, expect, test } from 'vitest';
import { addDays } from '../../kernel/calendar.ts';
import type { Counters } from '../counters.ts';
import { metricNames, metrics } from '../definitions.ts';
import type { Metric } from '../metric.ts';
import { benjaminiHochberg } from '../tests/false-discovery.ts';
import { studentQuantile } from '../tests/student.ts';
import { compareAll, type Question, type Side } from './compare-all.ts';
import { comparedReader } from './compared.ts';
import { Margins } from './margins.schema.ts';
import { type Tested, twoSided } from './tested.ts';
import { judge } from './verdict.ts';

const margins = Margins.parse({});
const side = (counters: Counters, days: Side['days'] = []): Side => ({ counters, days });
/** Answers by how many said 1 to 5. */
const csat = (...counts: number[]): Counters =>
  Object.fromEntries(counts.map((count, index) => [`csat:${index + 1}`, count]));
const nps = (detractors: number, passives: number, promoters: number): Counters => ({
  'nps:3': detractors,
  'nps:8': passives,
  'nps:10': promoters,
});
const satisfied = (x: number, n: number): Counters => ({ 'csat:5': x, 'csat:1': n - x });
/** Records of days, the first a Monday. */
const volume = (counts: readonly number[]): Side =>
  side(
    { volume: counts.reduce((sum, n) => sum + n, 0) },
    counts.map((n, index) => ({ day: addDays('2026-01-05', index), counters: { volume: n } })),
  );

const compare = (metric: Metric, before: Side | Counters, now: Side | Counters) => {
  const sideOf = (given: Side | Counters): Side => ('counters' in given ? (given as Side) : side(given as Counters));
  const [answer] = compareAll([{ metric, before: sideOf(before), now: sideOf(now) }], margins);
  if (!answer) throw new Error('no answer');
  return answer;
};

describe('CSAT 20·30·50·200·200', () => {
  const before = csat(20, 30, 50, 200, 200);

  test('→ 4·6·8·24·18: 4.06 → 3.77, t −1.834, df 70.5, p 0.071, no clear change', () => {
    const answer = compare(metrics.csat_avg, before, csat(4, 6, 8, 24, 18));
    expect(metrics.csat_avg.read(before).value).toBeCloseTo(4.06, 10);
    expect(4.06 + (answer.difference ?? 0)).toBeCloseTo(3.7667, 4);
    expect(answer.p).toBeCloseTo(0.071, 3);
    const half = ((answer.interval?.high ?? 0) - (answer.interval?.low ?? 0)) / 2;
    const t = (answer.difference ?? 0) / (half / studentQuantile(0.975, 70.54));
    expect(t).toBeCloseTo(-1.834, 3);
    expect(twoSided(t, 70.54)).toBeCloseTo(answer.p ?? 0, 6);
    expect(answer).toMatchObject({
      test: 'welch',
      verdict: 'no_clear_change',
      equivalent: false,
      family: 1,
      q: answer.p,
    });
    expect(answer.words).toBe('no clear change; 60 answers cannot show less than ± 0.32');
  });

  test('→ 14·18·26·76·66: 3.81, p 0.00997, interval −0.440…−0.060, worse', () => {
    const answer = compare(metrics.csat_avg, before, csat(14, 18, 26, 76, 66));
    expect(answer.p).toBeCloseTo(0.00997, 5);
    expect(answer.interval?.low).toBeCloseTo(-0.44, 3);
    expect(answer.interval?.high).toBeCloseTo(-0.06, 3);
    expect(answer.verdict).toBe('worse');
    expect(answer.words).toBe('worse: −0.25 (−0.44 to −0.06)');
  });
});

test('80·120·200·800·800 → 82·118·202·795·803: p 0.988, 90 % interval ± 0.055, equivalent', () => {
  const [before, now] = [csat(80, 120, 200, 800, 800), csat(82, 118, 202, 795, 803)];
  const answer = compare(metrics.csat_avg, before, now);
  expect(answer.p).toBeCloseTo(0.988, 3);
  // About a difference of −0.0005: within a margin of 0.057, and not of 0.054.
  for (const [csat_avg, equivalent] of [
    [0.057, true],
    [0.054, false],
  ] as const) {
    const [within] = compareAll([{ metric: metrics.csat_avg, before: side(before), now: side(now) }], {
      ...margins,
      csat_avg,
    });
    expect(within?.equivalent).toBe(equivalent);
  }
  expect(answer).toMatchObject({ verdict: 'no_clear_change', equivalent: true });
  expect(answer.words).toBe('no clear change; within ± 0.10');
});

test('NPS 10 → 30: n 100 p 0.082 no clear change, n 300 p 0.0025 better', () => {
  const hundred = compare(metrics.nps, nps(30, 30, 40), nps(20, 30, 50));
  expect(hundred).toMatchObject({ verdict: 'no_clear_change' });
  expect([hundred.difference, hundred.p]).toEqual([expect.closeTo(20, 10), expect.closeTo(0.0825, 4)]);
  const more = compare(metrics.nps, nps(90, 90, 120), nps(60, 90, 150));
  expect(more).toMatchObject({ verdict: 'better', p: expect.closeTo(0.0025, 4) });
  expect(more.words).toBe('better: +20 points (+7.1 points to +32.9 points)');
});

test('150 → 170 of 200: p 0.0125, +2.2…+17.7 points, better; → 165: p 0.067 no clear change', () => {
  const answer = compare(metrics.csat_pct, satisfied(150, 200), satisfied(170, 200));
  expect(answer).toMatchObject({
    test: 'chi_square',
    verdict: 'better',
    p: expect.closeTo(0.0125, 4),
    relative: expect.closeTo(20 / 150, 10),
    difference: expect.closeTo(10, 10),
  });
  expect(answer.interval).toEqual({ low: expect.closeTo(2.2, 1), high: expect.closeTo(17.7, 1) });
  expect(compare(metrics.csat_pct, satisfied(150, 200), satisfied(165, 200))).toMatchObject({
    p: expect.closeTo(0.067, 3),
    verdict: 'no_clear_change',
  });
});

test('1 of 40 → 3 of 12: Fisher mid-p 0.018, better', () => {
  const [before, now] = [
    { answers: 40, commented: 1 },
    { answers: 12, commented: 3 },
  ];
  expect(compare(metrics.comment_rate, before, now)).toMatchObject({
    test: 'fisher',
    p: expect.closeTo(0.018, 3),
    verdict: 'better',
  });
});

describe('260 → 310 in 28 days', () => {
  /** Four weeks of which each weekday has these numbers. */
  const weeks = (days: readonly (readonly number[])[]): number[] =>
    [0, 1, 2, 3].flatMap((week) => days.map((day) => day[week] ?? 0));
  const times = (count: number, days: readonly number[]) => Array.from({ length: count }, () => days);

  test('φ 1 p 0.042 higher', () => {
    const before = volume(weeks([...times(6, [9, 9, 10, 9]), [9, 10, 10, 9]]));
    const now = volume(weeks([...times(5, [11, 11, 11, 11]), ...times(2, [11, 11, 11, 12])]));
    expect([before, now].map(({ counters }) => counters['volume'])).toEqual([260, 310]);
    const answer = compare(metrics.volume, before, now);
    expect(answer).toMatchObject({ test: 'quasi_poisson', designEffect: 1, verdict: 'higher' });
    expect(answer.p).toBeCloseTo(0.042, 3);
    expect(answer.relative).toBeCloseTo(50 / 260, 10);
    expect(answer.words).toMatch(/^higher: \+19\.2 % \(/);
  });

  test('φ 2 p 0.145 no clear change', () => {
    const before = volume(weeks([...times(5, [13, 6, 13, 5]), [13, 6, 14, 4], [13, 6, 13, 6]]));
    const now = volume(weeks([...times(5, [15, 7, 15, 7]), ...times(2, [15, 7, 15, 8])]));
    expect([before, now].map(({ counters }) => counters['volume'])).toEqual([260, 310]);
    const answer = compare(metrics.volume, before, now);
    expect(answer.designEffect).toBeCloseTo(2, 1);
    expect(answer.p).toBeCloseTo(0.145, 2);
    expect(answer.verdict).toBe('no_clear_change');
  });
});

test('twelve p of .001 .004 .012 .03 .041 …: q .012 .024 .048 .09 …, three verdicts, not five', () => {
  const ps = [0.001, 0.004, 0.012, 0.03, 0.041, 0.09, 0.2, 0.33, 0.5, 0.61, 0.8, 0.95];
  expect(benjaminiHochberg(ps).slice(0, 4)).toEqual([0.012, 0.024, 0.048, 0.09].map((q) => expect.closeTo(q, 10)));
  const tested = (p: number): Tested => ({
    test: 'welch',
    difference: 1,
    sign: 1,
    p,
    designEffect: 1,
    interval: () => undefined,
  });
  const judged = judge(ps.map((p) => ({ tested: tested(p), direction: 'up_good' as const })));
  expect(judged.map(({ verdict }) => verdict)).toEqual([
    ...Array<string>(3).fill('better'),
    ...Array<string>(9).fill('no_clear_change'),
  ]);
  // Two more would be verdicts, each by itself.
  expect(judged.flatMap(({ alone }, index) => (alone ? [[index, alone]] : []))).toEqual([
    [3, 'better'],
    [4, 'better'],
  ]);
  expect(judged.every(({ family }) => family === 12)).toBe(true);
});

test('better may be by less than matters, and both are said', () => {
  const answer = compare(metrics.csat_avg, csat(0, 0, 0, 50_000, 50_000), csat(0, 0, 0, 49_000, 51_000));
  expect(answer).toMatchObject({ verdict: 'better', equivalent: true });
  expect(answer.words).toBe('better: +0.01 (+0.01 to +0.01); by less than ± 0.10');
});

test('a wider margin makes equivalent what a narrower one does not', () => {
  const question: Question = {
    metric: metrics.csat_avg,
    before: side(csat(20, 30, 50, 200, 200)),
    now: side(csat(4, 6, 8, 24, 18)),
  };
  const [wide] = compareAll([question], { ...margins, csat_avg: 1 });
  const [narrow] = compareAll([question], { ...margins, csat_avg: 0.5 });
  expect([wide?.equivalent, narrow?.equivalent]).toEqual([true, false]);
});

test('less is better where a metric says so, and of a neutral one only lower', () => {
  const waited = (minutes: number): Counters => ({ [`closing:${minutes}`]: 30, [`closing:${minutes + 1}`]: 30 });
  const median = compare(metrics.follow_up_close_median, waited(90), waited(30));
  expect(median).toMatchObject({ test: 'mann_whitney', verdict: 'better', difference: -60 });
  expect(median.words).toBe('better: −60 minutes (−60 minutes to −60 minutes)');
  expect(compare(metrics.volume, volume(Array<number>(28).fill(9)), volume(Array<number>(28).fill(5))).verdict).toBe(
    'lower',
  );
});

test('what has no test or too few answers is not part of the family, and says why', () => {
  const question = (metric: Metric, before: Counters, now: Counters): Question => ({
    metric,
    before: side(before),
    now: side(now),
  });
  const answers = compareAll(
    [
      question(metrics.resolution_correlation, {}, {}),
      question(metrics.csat_avg, csat(20, 30, 50, 200, 200), csat(14, 18, 26, 76, 66)),
      question(metrics.csat_avg, csat(0, 0, 0, 0, 9), csat(9)),
    ],
    margins,
  );
  expect(answers.map(({ reason, verdict, family }) => [reason, verdict, family])).toEqual([
    ['no_test', null, 1],
    [undefined, 'worse', 1],
    ['too_few', null, 1],
  ]);
  expect(answers[2]).toMatchObject({ p: null, q: null, difference: null, equivalent: false });
  expect(answers[2]?.words).toBe('not compared: fewer than 10 answers on a side');
});

test('every metric has a test but correlations, quantiles and what is there now', () => {
  const without = metricNames.filter((name) => !comparedReader(metrics[name]));
  expect(without.filter((name) => (metrics[name] as Metric).live === undefined)).toEqual([
    'resolution_correlation',
    'webhook_latency_p95',
  ]);
});

test.each([[{ nps: 0 }], [{ percentages: -1 }], [{ csat_avg: 0 }], [{ counts: 101 }], [{ level: 0.1 }]])(
  'margins of %j are refused',
  (given) => expect(Margins.safeParse(given).success).toBe(false),
);

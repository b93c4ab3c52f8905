import { describe, expect, test } from 'vitest';
import type { Scores } from '../tests/sample.ts';
import { tested } from './compare.ts';
import type { Compared, Period } from './period.ts';
import { fisherMidP } from './shares.ts';
import type { Tested } from './tested.ts';
import { csat, daily, nps, ofDays, share, whole } from './testing/samples.ts';

const outcome = (before: Period, now: Period): Tested => {
  const result = tested(before, now);
  if ('reason' in result) throw new Error(`not tested: ${result.reason}`);
  return result;
};
const close = (value: number | undefined, wanted: number, digits = 10): void =>
  expect(value).toBeCloseTo(wanted, digits);
const expectInterval = (result: Tested, low: number, high: number, confidence = 0.95): void => {
  close(result.interval(confidence)?.low, low, 9);
  close(result.interval(confidence)?.high, high, 9);
};

// Values by SciPy 1.17.1: `stats.ttest_ind(equal_var=False)`, `stats.chi2.sf`, `stats.hypergeom`, `stats.binom`, `stats.t`,
// `stats.mannwhitneyu(method='asymptotic', use_continuity=False)`; intervals and effects of days from their formulas by NumPy.

/** Answers of two times eight days by how many said 1 to 5, of which some days are far off the others. */
const eight = [
  [0, 1, 2, 3, 4],
  [1, 1, 1, 1, 1],
  [0, 0, 1, 2, 6],
  [2, 2, 1, 0, 0],
  [0, 0, 2, 2, 2],
  [0, 1, 1, 4, 1],
  [3, 1, 0, 1, 0],
  [0, 0, 0, 2, 7],
];
const eightMore = [
  [1, 0, 2, 3, 1],
  [2, 1, 1, 1, 0],
  [0, 0, 1, 5, 6],
  [3, 2, 1, 0, 0],
  [0, 0, 2, 2, 1],
  [1, 1, 1, 2, 1],
  [3, 2, 0, 1, 0],
  [0, 0, 1, 2, 4],
];
const totalOf = (days: readonly number[][]): number[] =>
  [0, 1, 2, 3, 4].map((index) => days.reduce((sum, day) => sum + (day[index] ?? 0), 0));
const top = ([, , , four = 0, five = 0]: readonly number[], n: number) => share(four + five, n);
const sizeOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

describe('means', () => {
  test('are compared by Welch’s t and its degrees of freedom', () => {
    const result = outcome(whole(csat(20, 30, 50, 200, 200)), whole(csat(14, 18, 26, 76, 66)));
    expect(result).toMatchObject({ test: 'welch', sign: -1, designEffect: 1 });
    close(result.p, 0.009966026916511479);
    expectInterval(result, -0.43973349753206303, -0.06026650246793608);
    expectInterval(
      outcome(whole(csat(80, 120, 200, 800, 800)), whole(csat(82, 118, 202, 795, 803))),
      -0.055084376030115255,
      0.05408437603011579,
      0.9,
    );
  });

  test('of −100, 0 and 100 are NPS', () => {
    const result = outcome(whole(nps(30, 30, 40)), whole(nps(20, 30, 50)));
    close(result.difference, 20);
    close(result.p, 0.08248577164223689);
    expectInterval(result, -2.5982574454413943, 42.59825744544139);
  });

  test('of answers that are all the same have half an answer over the scale to vary by', () => {
    const result = outcome(whole(csat(0, 0, 0, 0, 30)), whole(csat(0, 1, 1, 4, 14)));
    close(result.p, 0.02929093999938609);
    expect(outcome(whole(csat(0, 0, 0, 0, 30)), whole(csat(0, 0, 0, 0, 40)))).toMatchObject({ sign: 0, p: 1 });
  });

  test('of answers that belong together by days differ by chance as much more', () => {
    const [before, now] = [eight, eightMore].map((days) =>
      ofDays(
        csat(...totalOf(days)),
        days.map((day) => csat(...day)),
      ),
    ) as [Period<Scores>, Period<Scores>];
    const result = outcome(before, now);
    close(result.designEffect, 4.289928395158996);
    close(result.p, 0.4811124244817651);
    expectInterval(result, -1.5858266065000033, 0.7855620562354526);
    close(outcome(whole(before.total), whole(now.total)).p, 0.1367805123236907);
    // Thirteen days with answers are too few to know.
    expect(outcome({ ...before, days: before.days.slice(0, 5) }, now).designEffect).toBe(1);
  });
});

describe('shares', () => {
  test('are compared by the N − 1 χ² test and Newcombe’s interval', () => {
    const result = outcome(whole(share(150, 200)), whole(share(170, 200)));
    expect(result).toMatchObject({ test: 'chi_square', sign: 1 });
    close(result.p, 0.012529380497070378);
    expectInterval(result, 0.02152533035913992, 0.177311642873971);
    expectInterval(result, 0.03424620600322642, 0.1649382656353045, 0.9);
  });

  test('by Fisher’s test with mid-p where a record is expected less than once', () => {
    const result = outcome(whole(share(1, 40)), whole(share(3, 12)));
    expect(result.test).toBe('fisher');
    close(result.p, 0.018081078585280266);
    expectInterval(result, 0.033383016579247526, 0.5080539831798374);
    close(fisherMidP(share(12, 40), share(0, 11)), 0.03023262881519105);
    close(fisherMidP(share(2, 30), share(2, 30)), 0.805976806422837);
    close(fisherMidP(share(0, 25), share(3, 14)), 0.019914651493598865);
    // Nobody, or everybody, on both sides: there is one table only.
    expect(outcome(whole(share(0, 40)), whole(share(0, 30)))).toMatchObject({ sign: 0, p: 1 });
    expect(outcome(whole(share(40, 40)), whole(share(30, 30)))).toMatchObject({ sign: 0, p: 1 });
  });

  test('of records that belong together by days are those of fewer', () => {
    const [before, now] = [eight, eightMore].map((days) => {
      const shares = days.map((day) => top(day, sizeOf(day)));
      const total = totalOf(days);
      return ofDays(top(total, sizeOf(total)), shares);
    }) as [Period, Period];
    const result = outcome(before, now);
    close(result.designEffect, 3.1405759724068427);
    close(result.p, 0.5363810984368188);
    expectInterval(result, -0.40938963748986373, 0.2268146101416289);
  });
});

describe('numbers of records', () => {
  test('are compared per day, with the spread of their days about their weekdays', () => {
    const before = daily([12, 9, 10, 8, 11, 3, 0, 15, 7, 12, 9, 6, 2, 0, 10, 11, 9, 14, 8, 1, 0]);
    const now = daily([14, 2, 16, 9, 23, 5, 0, 18, 19, 1, 20, 10, 2, 0, 8, 7, 25, 2, 14, 4, 0]);
    const result = outcome(before, now);
    expect(result.test).toBe('quasi_poisson');
    close(result.designEffect, 2.954685720336029);
    close(result.difference, 2);
    close(result.p, 0.20764123696074904);
    expectInterval(result, -1.1874963730237176, 5.187496373023718);
  });

  test('of fewer than 14 days by the binomial distribution', () => {
    const result = outcome(daily(Array<number>(10).fill(4)), daily(Array<number>(10).fill(6)));
    expect(result).toMatchObject({ test: 'binomial', designEffect: 1, difference: 2 });
    close(result.p, 0.04604406692934293);
    const days = { before: Array<number>(10).fill(6), now: [5, 5, 4, 4, 4, 4, 4] };
    close(outcome(daily(days.before), daily(days.now)).p, 0.13023221992458653);
  });

  test('are compared from ten on one side on, since none is a number, too', () => {
    const none = daily(Array<number>(28).fill(0));
    const some = (n: number) => daily(Array.from({ length: 28 }, (_, index) => (index < n ? 1 : 0)));
    expect(outcome(none, some(12)).p).toBeLessThan(0.01);
    expect(tested(some(9), some(9))).toEqual({ reason: 'too_few' });
  });
});

describe('medians', () => {
  const times = (counts: readonly number[]) => ({
    kind: 'times' as const,
    bars: [1, 2, 3, 5, 8, 13].map((value, index) => [value, counts[index] ?? 0] as const),
  });

  test('are compared by the Mann–Whitney test with ties', () => {
    const result = outcome(whole(times([5, 8, 12, 9, 4, 2])), whole(times([2, 5, 9, 12, 8, 6])));
    expect(result).toMatchObject({ test: 'mann_whitney', difference: 2, sign: 1 });
    close(result.p, 0.014851339877823473);
    expectInterval(result, 0, 3);
    expect(outcome(whole(times([20])), whole(times([30])))).toMatchObject({ sign: 0, p: 1 });
  });

  test('of records that belong together by days have the effect of days on their ranks', () => {
    const scores = (counts: readonly number[]): Compared => ({
      kind: 'times',
      bars: counts.map((count, index) => [index + 1, count] as const),
    });
    const [before, now] = [eight, eightMore].map((days) => ofDays(scores(totalOf(days)), days.map(scores))) as [
      Period,
      Period,
    ];
    const result = outcome(before, now);
    expect(result.designEffect).toBeCloseTo(4.014493628045569, 10);
    close(result.p, 0.4500107049388428);
    close(outcome(whole(before.total), whole(now.total)).p, 0.11944982203734711);
  });
});

describe('nothing is compared', () => {
  const other: Scores = { ...csat(1, 1, 1, 20, 20), to: 7 };
  test.each<[string, Compared, Compared, string]>([
    ['below ten answers before', csat(0, 0, 0, 0, 9), csat(90, 90), 'too_few'],
    ['below ten answers now', share(9, 90), share(1, 9), 'too_few'],
    ['of CSAT with NPS, which are on different scales', csat(9, 9, 9), nps(9, 9, 9), 'too_different'],
    ['of CSAT with an effort score', csat(9, 9, 9), other, 'too_different'],
    ['of a mean with a share', csat(9, 9, 9), share(9, 27), 'too_different'],
  ])('%s', (_, before, now, reason) => {
    expect(tested(whole(before), whole(now))).toEqual({ reason });
  });

  test('but CSAT answers on scales of their own are on one after rescaling', () => {
    const ofTen: Scores = {
      ...csat(),
      bars: [
        { value: 0, min: 0, max: 10, count: 5 },
        { value: 5, min: 0, max: 10, count: 10 },
        { value: 10, min: 0, max: 10, count: 5 },
      ],
    };
    const result = outcome(whole(ofTen), whole(csat(5, 0, 10, 0, 5)));
    expect(result.difference).toBeCloseTo(0, 12);
    expect(result.p).toBeCloseTo(1, 12);
  });
});

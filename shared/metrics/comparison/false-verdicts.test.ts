import { describe, expect, test } from 'vitest';
import { randomOf } from '../../testing/random.ts';
import { tested } from './compare.ts';
import type { Compared, Period } from './period.ts';
import { csat, nps, ofDays, share } from './testing/samples.ts';
import { judge, LEVEL } from './verdict.ts';

const SERIES = 200;
const DAYS = 28;

type Random = () => number;
function poisson(random: Random, mean: number): number {
  const wanted = random();
  let [k, chance] = [0, Math.exp(-mean)];
  for (let sum = chance; wanted > sum && k < 1_000; sum += chance) chance *= mean / ++k;
  return k;
}
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function pick(random: Random, weights: readonly number[]): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => (left -= weight) < 0);
  return found === -1 ? weights.length - 1 : found;
}

type Kind = 'mean' | 'share' | 'nps' | 'count';
const weights: Record<Kind, readonly number[]> = {
  mean: [20, 30, 50, 200, 200],
  share: [1, 4],
  nps: [3, 3, 4],
  count: [1],
};
const sampleOf = (kind: Kind, counts: readonly number[]): Compared => {
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (kind === 'count') return { kind: 'count', n };
  if (kind === 'share') return share(counts[1] ?? 0, n);
  return kind === 'nps' ? nps(...counts) : csat(...counts);
};

/** 28 days of so many answers a day, all from one distribution; with `mood`, days are more or less happy by chance. */
function aPeriod(random: Random, kind: Kind, perDay: number, mood = 0): Period {
  const days = Array.from({ length: DAYS }, () => {
    const shift = mood * normal(random);
    const today = weights[kind].map((weight, index) => weight * Math.exp(shift * index));
    const counts = today.map(() => 0);
    for (let left = poisson(random, perDay); left > 0; left--) {
      const chosen = pick(random, today);
      counts[chosen] = (counts[chosen] ?? 0) + 1;
    }
    return counts;
  });
  const total = weights[kind].map((_, index) => days.reduce((sum, day) => sum + (day[index] ?? 0), 0));
  return ofDays(
    sampleOf(kind, total),
    days.map((day) => sampleOf(kind, day)),
  );
}

/** The share of series, in per cent, of two periods without any change in which there is no clear change. */
function quiet(kind: Kind, perDay: number, { mood = 0, byDay = true } = {}): number {
  let [clear, compared] = [0, 0];
  for (let seed = 1; seed <= SERIES; seed++) {
    const random = randomOf(seed * 7_919);
    const [before, now] = [aPeriod(random, kind, perDay, mood), aPeriod(random, kind, perDay, mood)];
    const result = byDay ? tested(before, now) : tested({ ...before, days: [] }, { ...now, days: [] });
    if ('reason' in result) continue;
    compared++;
    if (result.p <= LEVEL) clear++;
  }
  return (100 * (compared - clear)) / compared;
}

describe('of 200 series without effect, with fixed seeds, 92–98 % are no clear change', () => {
  test.each<[Kind, number]>([
    ['mean', 0.5],
    ['mean', 2],
    ['mean', 10],
    ['share', 0.5],
    ['share', 2],
    ['share', 10],
    ['nps', 0.5],
    ['nps', 2],
    ['nps', 10],
    ['count', 0.5],
    ['count', 2],
    ['count', 10],
  ])('%s at %d answers a day', (kind, perDay) => {
    const share = quiet(kind, perDay);
    expect(share).toBeGreaterThanOrEqual(92);
    expect(share).toBeLessThanOrEqual(98);
  });
});

test.each([10, 40])(
  'where days differ by chance, at %d answers a day, only the effect of days keeps from false verdicts',
  (perDay) => {
    const mood = 0.5;
    expect(quiet('mean', perDay, { mood, byDay: false })).toBeLessThan(85);
    expect(quiet('mean', perDay, { mood })).toBeGreaterThanOrEqual(91);
  },
);

test('of 200 pages with twelve comparisons and no change, 92 % or more show no verdict, and uncorrected not even 70 %', () => {
  const pages = Array.from({ length: SERIES }, (_, page) =>
    Array.from({ length: 12 }, (__, index) => {
      const random = randomOf((page + 1) * 104_729 + index);
      const result = tested(aPeriod(random, 'mean', 3), aPeriod(random, 'mean', 3));
      if ('reason' in result) throw new Error(result.reason);
      return { tested: result, direction: 'up_good' as const };
    }),
  );
  const isQuiet = (verdicts: readonly string[]): boolean => verdicts.every((verdict) => verdict === 'no_clear_change');
  const judged = pages.map(judge);
  const quietPages = judged.filter((page) => isQuiet(page.map(({ verdict }) => verdict))).length;
  const uncorrected = judged.filter((page) => isQuiet(page.map(({ verdict, alone }) => alone ?? verdict))).length;
  expect(quietPages / SERIES).toBeGreaterThanOrEqual(0.92);
  expect(uncorrected / SERIES).toBeLessThan(0.7);
});

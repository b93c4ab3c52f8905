import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ANONYMOUS, type Counters, mergeCounters } from './counters.ts';
import { metrics } from './definitions.ts';
import { anonymousPart, eachFromFloor, named, tooFew } from './floor.ts';
import { countersByKey, fromFloor, sum } from './numbers.ts';
import type { Row } from './rows.ts';

const metric = metrics.csat_avg;
const sizesOf = (...sizes: number[]) => new Map(sizes.map((n) => [n, n]));

test('Group sizes 40, 12, 4 under floor 5 → 4 and 12 hidden, total shown', () => {
  expect(tooFew(sizesOf(40, 12, 4), 5)).toEqual(new Set([4, 12]));
  // The total is a breakdown of one part.
  expect(tooFew(sizesOf(56), 5)).toEqual(new Set());
});

test.each<[string, number[], number, number[]]>([
  ['nothing is hidden where every group has the floor', [5, 6], 0, []],
  ['two small groups of which the sum is small take the next one along', [40, 3, 1], 0, [40, 3, 1]],
  ['two small groups of which the sum is not small hide each other', [40, 4, 3], 0, [4, 3]],
  ['what has no key hides a group with it', [40, 12, 4], 20, [4]],
  ['what has no key and is small takes the smallest group along', [40, 12], 3, [12]],
  ['what has no key is no secret itself', [40, 12], 30, []],
])('%s', (_, sizes, unlisted, hidden) => {
  expect(tooFew(sizesOf(...sizes), 5, unlisted)).toEqual(new Set(hidden));
});

/** CSAT answers from 1 to 5, so many of each: of people who are known, and of anonymous ones. */
const answers = (known: readonly number[], anonymous: readonly number[]): Counters => {
  const counters: Counters = {};
  for (const [at, count] of anonymous.entries()) {
    counters[`csat:${at + 1}`] = count + (known[at] ?? 0);
    counters[`${ANONYMOUS}csat:${at + 1}`] = count;
  }
  return counters;
};
const rowOf = (key: string, counters: Counters): Row => ({ grain: 'day', period: '2026-10-01', key, counters });

const few = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 });
const anonymous = fc.oneof(
  fc.constant([0, 0, 0, 0, 0]),
  few,
  few.map((counts) => counts.map((count) => 4 * count)),
);
const group = fc.tuple(few, anonymous).map((parts) => answers(...parts));

test('from any reply, no hidden group’s value can be computed by subtracting shown groups from the shown total', () => {
  const sizeOf = (counters: Counters): number => metric.read(anonymousPart(counters)).n;
  fc.assert(
    fc.property(fc.array(group, { maxLength: 7 }), group, fc.integer({ min: 2, max: 12 }), (groups, rest, floor) => {
      const grouped = groups.map((counters, at) => rowOf(String(at), counters));
      const company = [rowOf('-', sum([...grouped, rowOf('', rest)]))];
      const told = fromFloor(metric, { grouped, company, counted: company }, undefined, { grouped, company, floor });
      const total = sum(told.counted);
      const shown = countersByKey(told.grouped);

      // Nothing that is told rests on fewer anonymous answers than the floor.
      for (const counters of [total, ...shown.values()]) {
        const n = sizeOf(counters);
        expect(n === 0 || n >= floor).toBe(true);
      }
      // Neither does what is left when all that is shown is taken from the total, and that is of one group only if it is not small.
      const missing = sizeOf(total) - [...shown.values()].reduce((all, counters) => all + sizeOf(counters), 0);
      if (sizeOf(total) === 0) return;
      expect(missing === 0 || missing >= floor).toBe(true);
      const parts = [...groups.filter((_, at) => sizeOf(shown.get(String(at)) ?? {}) === 0), rest].map(sizeOf);
      const small = parts.filter((n) => n > 0 && n < floor);
      if (small.length > 0) expect(parts.filter((n) => n > 0).length).toBeGreaterThan(1);
    }),
    { numRuns: 1_000, seed: 7 },
  );
});

test('what is left out of a group is counted there, and all that is known stays', () => {
  const counters = { ...answers([1, 2, 3, 4, 5], [0, 1, 0, 1, 1]), answers: 18, [`${ANONYMOUS}answers`]: 3 };
  const left = named(counters);
  expect(metric.read(left)).toEqual({
    ...metric.read(answers([1, 2, 3, 4, 5], [0, 0, 0, 0, 0])),
    excluded: { floor: 3 },
  });
  expect(left['answers']).toBe(15);
  expect(named(left)).toBe(left);
});

test('an anonymous record is left out of emotions once, however many it names', () => {
  const one: Counters = { emotion: 1, 'emotion:joy': 1, 'emotion:trust': 1 };
  const twins = Object.fromEntries(Object.entries(one).map(([name, count]) => [`${ANONYMOUS}${name}`, count]));
  const reading = metrics.emotion_share.read(named(mergeCounters({ ...one }, twins)));
  expect(reading).toMatchObject({ value: null, n: 0, excluded: { floor: 1 } });
});

test('days are parts of their range: a small one takes the next smallest along', () => {
  const days = [40, 12, 4].map((n) => answers([], [0, 0, n, 0, 0]));
  expect(eachFromFloor(metric, days, 5).map((counters) => metric.read(counters).n)).toEqual([40, 0, 0]);
});

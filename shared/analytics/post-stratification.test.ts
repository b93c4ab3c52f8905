import { expect, test } from 'vitest';
import { weightedMean } from './post-stratification.ts';

const three = [
  { invited: 1_000, n: 300, mean: 4.4, variance: 0.9 },
  { invited: 2_000, n: 300, mean: 3.9, variance: 1.1 },
  { invited: 1_000, n: 60, mean: 3.4, variance: 1.4 },
];

test('invited 1 000·2 000·1 000, answered 300·300·60, means 4.4·3.9·3.4 → raw 4.0818, weighted 3.9000 ± 0.0992', () => {
  expect(weightedMean(three)).toEqual({
    raw: expect.closeTo(4.0818, 4),
    weighted: expect.closeTo(3.9, 4),
    marginOfError: expect.closeTo(0.0992, 4),
    shift: expect.closeTo(-0.1818, 4),
  });
});

test('where all groups answer as often nothing shifts', () => {
  const even = three.map((one) => ({ ...one, n: one.invited / 10 }));
  expect(weightedMean(even)).toMatchObject({ shift: expect.closeTo(0, 12) });
});

test('groups under ten answers merge, also one that nobody answered for', () => {
  const tiny = [
    { invited: 100, n: 6, mean: 3, variance: 1 },
    { invited: 50, n: 5, mean: 2, variance: 1 },
    { invited: 70, n: 0, mean: 0, variance: 0 },
  ];
  const merged = {
    invited: 220,
    n: 11,
    mean: 28 / 11,
    variance: (5 + 4 + 6 * (3 - 28 / 11) ** 2 + 5 * (2 - 28 / 11) ** 2) / 10,
  };
  expect(weightedMean([...three, ...tiny])).toEqual(weightedMean([...three, merged]));
  const alone = { invited: 30, n: 2, mean: 5, variance: 0 };
  const [gold, silver, bronze] = three as [(typeof three)[0], (typeof three)[0], (typeof three)[0]];
  const with_ = {
    invited: 1_030,
    n: 62,
    mean: (60 * 3.4 + 10) / 62,
    variance: (59 * 1.4 + 60 * (3.4 - (60 * 3.4 + 10) / 62) ** 2 + 2 * (5 - (60 * 3.4 + 10) / 62) ** 2) / 61,
  };
  expect(weightedMean([...three, alone])).toEqual(weightedMean([gold, silver, with_]));
  expect(bronze.n).toBe(60);
});

test('below ten answers in all nothing is weighted', () => {
  expect(weightedMean([{ invited: 50, n: 9, mean: 4, variance: 1 }])).toMatchObject({
    reason: 'too_few',
    need: 10,
    have: 9,
  });
});

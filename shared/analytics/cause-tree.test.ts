import { expect, test } from 'vitest';
import { causeTree, type CauseNode, type Step, type Unhappy } from './cause-tree.ts';

const record = (path: [Step['kind'], string | null][], voice: string, score?: number): Unhappy => ({
  path: path.map(([kind, key]) => ({ kind, key })),
  voice,
  score,
});
const many = (n: number, path: [Step['kind'], string | null][], score?: number) =>
  Array.from({ length: n }, (_, at) => record(path, `${JSON.stringify(path)}${at % 4}`, score));
const said = ({ path, n }: CauseNode) => `${path.map(({ kind, key }) => key ?? kind).join('/')} ${n}`;

const slow: [Step['kind'], string | null][] = [
  ['category', 'delivery'],
  ['theme', 'late'],
  ['cause', 'process'],
  ['cause', 'handover'],
];
const now = [
  ...many(20, slow, 1),
  ...many(
    8,
    [
      ['category', 'delivery'],
      ['theme', 'late'],
      ['not_asked', null],
    ],
    2,
  ),
  ...many(6, [
    ['category', 'billing'],
    ['theme', null],
    ['not_asked', null],
  ]),
  ...many(3, [
    ['category', 'app'],
    ['theme', null],
    ['not_asked', null],
  ]),
  ...many(3, [
    ['category', null],
    ['theme', null],
    ['not_asked', null],
  ]),
];

test('every unhappy record hangs in the tree once, below five as `other`, and the total is all of them', () => {
  const tree = causeTree(now, []);
  expect(tree.map(said)).toEqual([
    ' 40',
    'delivery 28',
    'delivery/late 28',
    'delivery/late/process 20',
    'delivery/late/process/handover 20',
    'delivery/late/not_asked 8',
    'billing 6',
    'billing/theme 6',
    'billing/theme/not_asked 6',
    'other 6',
  ]);
  const leaves = tree.filter(
    ({ path }) => !tree.some((one) => one.path.length > path.length && path.every((step, at) => one.path[at] === step)),
  );
  expect(leaves.reduce((sum, { n }) => sum + n, 0)).toBe(40);
  expect(tree[1]).toMatchObject({
    voices: 8,
    share: 0.7,
    score: (20 + 16) / 28,
    before: { n: 0, share: null },
    change: null,
  });
  expect(tree[6]?.score).toBeNull();
});

test('a branch that grew is worse, one that shrank better, over all branches together; what is small now is not compared', () => {
  const before = [
    ...many(6, slow),
    ...many(40, [
      ['category', 'billing'],
      ['theme', null],
      ['not_asked', null],
    ]),
  ];
  const tree = causeTree(now, before);
  expect(tree[0]?.change).toBeNull();
  expect(tree[1]).toMatchObject({ before: { n: 6, share: 6 / 46 }, change: { verdict: 'worse', family: 8 } });
  expect(tree.find(({ path }) => path[0]?.key === 'billing')?.change).toMatchObject({ verdict: 'better' });
  expect(tree.at(-1)?.change).toBeNull();
});

test('without records there is the company alone', () => {
  expect(causeTree([], [])).toMatchObject([{ path: [], n: 0, share: 0, score: null }]);
});

import { expect, test } from 'vitest';
import { sorted } from './sort.ts';

const rows = [{ v: 2 }, { v: null }, { v: 10 }, { v: undefined }, { v: -1 }];
const values = (down: boolean) => sorted(rows, ({ v }) => v, down, 'en').map(({ v }) => v ?? '–');

test('rows without a value stand last in both directions', () => {
  expect(values(false)).toEqual([-1, 2, 10, '–', '–']);
  expect(values(true)).toEqual([10, 2, -1, '–', '–']);
});

test('numbers in names are numbers', () => {
  const names = ['agent-10', 'agent-2', 'Agent-1'].map((name) => ({ name }));
  expect(sorted(names, ({ name }) => name, false, 'en').map(({ name }) => name)).toEqual([
    'Agent-1',
    'agent-2',
    'agent-10',
  ]);
});

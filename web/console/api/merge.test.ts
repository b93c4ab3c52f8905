import { expect, test } from 'vitest';
import { merge } from './merge.ts';

const base = { category: 'billing', theme: 'invoice', tags: '' };

test('what only one of two people has changed is kept from both', () => {
  const mine = { ...base, theme: 'double charge' };
  const theirs = { ...base, tags: 'vip' };
  expect(merge(base, mine, theirs)).toEqual({
    merged: { category: 'billing', theme: 'double charge', tags: 'vip' },
    clash: [],
  });
});

test('a field that both have changed, each to something else, is left to the person', () => {
  const mine = { ...base, category: 'contract' };
  const theirs = { ...base, category: 'delivery', tags: 'vip' };
  const { merged, clash } = merge(base, mine, theirs);
  expect(clash).toEqual(['category']);
  expect(merged['tags']).toBe('vip');
});

test('a field that both have changed to the same is no conflict', () => {
  const same = { ...base, category: 'contract' };
  expect(merge(base, same, same)).toEqual({ merged: same, clash: [] });
});

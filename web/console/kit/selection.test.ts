import { expect, test } from 'vitest';
import { type Chosen, nothing, toggled } from './selection.ts';

const all = ['a', 'b', 'c', 'd', 'e'];
const after = (...steps: [string, boolean][]): string[] =>
  [...steps.reduce<Chosen>((now, [key, range]) => toggled(now, all, key, range), nothing).keys].toSorted();

test('a row is chosen, and let go again', () => {
  expect(after(['b', false], ['d', false])).toEqual(['b', 'd']);
  expect(after(['b', false], ['b', false])).toEqual([]);
});
test('with Shift all rows between are chosen, in either direction', () => {
  expect(after(['b', false], ['d', true])).toEqual(['b', 'c', 'd']);
  expect(after(['d', false], ['b', true])).toEqual(['b', 'c', 'd']);
});
test('with Shift on a chosen row all between are let go', () =>
  expect(after(['a', false], ['e', true], ['c', true])).toEqual(['a', 'b']));
test('with Shift and nothing before it, or a row that is gone, it is that row alone', () => {
  expect(after(['c', true])).toEqual(['c']);
  expect([...toggled({ keys: new Set(), last: 'gone' }, all, 'c', true).keys]).toEqual(['c']);
});

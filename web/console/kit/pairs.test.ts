import { expect, it } from 'vitest';
import { linesOf, pairsOf, plainValue } from './pairs.ts';

it('gives back what it wrote, also values that hold a colon', () => {
  const pairs = { 'x-team': 'care', 'x-url': 'https://a.example' };
  expect(pairsOf(linesOf(pairs))).toEqual(pairs);
});

it('is nothing where nothing is typed', () => {
  expect(linesOf(undefined)).toBe('');
  expect(pairsOf(' \n ')).toBeUndefined();
});

it('reads numbers and truths as such, and keeps words that only look alike', () => {
  expect(pairsOf('n: 3\nok: true\nzip: 01234', plainValue)).toEqual({ n: 3, ok: true, zip: '01234' });
});

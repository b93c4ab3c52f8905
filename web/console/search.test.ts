import { expect, test } from 'vitest';
import { oneOf, textsIn } from './search.ts';

test('of an address only what a screen knows is taken, and a number is a text', () => {
  const given = { source: 'survey', customerId: 42, __proto__: 'x', strange: 'y', q: '', nested: { a: 1 } };
  expect(textsIn(given, ['source', 'customerId', 'q', 'nested'])).toEqual({ source: 'survey', customerId: '42' });
});

test('a value that is not among the known ones is none', () => {
  expect(oneOf('90d', ['28d', '90d'])).toBe('90d');
  expect(oneOf('1d', ['28d', '90d'])).toBeUndefined();
  expect(oneOf(undefined, ['28d'])).toBeUndefined();
});

import { expect, test } from 'vitest';
import { shownOf, textOf, valueOf, withTest } from './condition-form.ts';

test('numbers and yes-or-no facts are not sent as texts', () => {
  expect(valueOf('is', '12.5')).toBe(12.5);
  expect(valueOf('not', 'true')).toBe(true);
  expect(valueOf('is', '12 months')).toBe('12 months');
});
test('several are told apart by commas, and empty ones are none', () =>
  expect(valueOf('anyOf', 'gold, silver,,')).toEqual(['gold', 'silver']));
test('a condition is typed as it is read', () => {
  expect(textOf({ field: 'tier', noneOf: ['a', 'b'] })).toBe('a, b');
  expect(textOf({ field: 'reopened', is: false })).toBe('false');
});
test('what is typed is shown as it is typed, and never for another condition', () => {
  expect(shownOf({ field: 'tier', anyOf: ['a'] }, 'a,')).toBe('a,');
  expect(shownOf({ field: 'tier', is: 'gold' }, 'silver')).toBe('gold');
  expect(shownOf({ field: 'tier', is: '' }, '')).toBe('');
});
test('a test that compares has a number', () => {
  expect(withTest('resolutionMinutes', 'atLeast', '30')).toEqual({ field: 'resolutionMinutes', atLeast: 30 });
  expect(withTest('tier', 'atMost', 'gold')).toEqual({ field: 'tier', atMost: 0 });
});

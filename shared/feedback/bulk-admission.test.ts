import { expect, test } from 'vitest';
import { shareAt } from './bulk-admission.ts';

test('bulk intake has its full rate while others see their numbers in time, and ever less of it from then on', () => {
  expect([0, 1_000, 3_000].map(shareAt)).toEqual([1, 1, 1]);
  expect(shareAt(6_000)).toBeCloseTo(0.25);
  expect(shareAt(30_000)).toBeCloseTo(0.01);
  expect(shareAt(86_400_000)).toBeGreaterThan(0);
});

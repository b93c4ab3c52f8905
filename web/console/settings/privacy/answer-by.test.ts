import { expect, it } from 'vitest';
import { answerBy } from './answer-by.ts';

it('is a month later, and never beyond the end of a shorter month', () => {
  expect(answerBy('2026-03-15T10:00:00.000Z')).toBe('2026-04-15T10:00:00.000Z');
  expect(answerBy('2026-01-31T10:00:00.000Z')).toBe('2026-02-28T10:00:00.000Z');
  expect(answerBy('2026-12-31T10:00:00.000Z')).toBe('2027-01-31T10:00:00.000Z');
});

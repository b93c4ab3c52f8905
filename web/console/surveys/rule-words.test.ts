import { expect, test } from 'vitest';
import { ruleOf } from './rule-words.ts';

test('a setting is told from the same setting of a template', () => {
  expect(ruleOf('quietPeriodDays=30')).toEqual({ kind: 'quietShared', value: 30 });
  expect(ruleOf('template.quietPeriodDays=7')).toEqual({ kind: 'quietOwn', value: 7 });
  expect(ruleOf('samplePercent=12.5')).toEqual({ kind: 'sample', value: 12.5 });
});
test('a condition is read with its test and its values', () =>
  expect(ruleOf('{"field":"tier","anyOf":["gold","silver"]}')).toEqual({
    kind: 'condition',
    field: 'tier',
    test: 'anyOf',
    value: 'gold, silver',
  }));
test('a waived quiet period is no refusal', () =>
  expect(ruleOf('quietPeriodDays=30 waived for a follow-up')).toEqual({ kind: 'waived' }));
test('a rule that is a sentence is one in every language', () =>
  expect(ruleOf('the person unsubscribed')).toEqual({ kind: 'unsubscribed' }));
test('what is not known is said as it was written', () => {
  expect(ruleOf('#/contact/email: must be an address').kind).toBe('asWritten');
  expect(ruleOf('{"field":"tier","is":"go').kind).toBe('asWritten');
});

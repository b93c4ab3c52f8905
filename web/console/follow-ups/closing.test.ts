import { expect, test } from 'vitest';
import { closeOf, emptyClosing, lackingOf } from './closing.ts';

const resolved = { ...emptyClosing, rootCause: 'price', action: 'explained', informed: 'no' as const };

test('resolving asks for cause, action and whether the customer knows', () => {
  expect(Object.keys(lackingOf(emptyClosing))).toEqual(['rootCause', 'action', 'customerInformed']);
  expect(lackingOf(resolved)).toEqual({});
});

test('“other” has to be said in words', () => {
  expect(lackingOf({ ...resolved, rootCause: 'other', rootCauseNote: ' ' })).toEqual({ 'rootCause/note': 'say' });
  expect(lackingOf({ ...emptyClosing, status: 'no_action', reason: 'other' })).toEqual({ note: 'say' });
});

test('what belongs to the other way of closing is not sent', () => {
  const form = { ...resolved, reason: 'spam', note: ' as agreed ' };
  expect(closeOf(form)).toEqual({
    status: 'resolved',
    rootCause: { code: 'price' },
    action: { code: 'explained' },
    customerInformed: false,
    note: 'as agreed',
  });
  expect(closeOf({ ...form, status: 'no_action' })).toEqual({ status: 'no_action', reason: 'spam', note: 'as agreed' });
});

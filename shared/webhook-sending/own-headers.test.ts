import { expect, test } from 'vitest';
import { OwnHeaders } from './own-headers.ts';

const five = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`x-${index}`, 'v']));

test.each([{}, { 'x-team': 'care' }, { 'X-Team-1': 'a b\tc' }, { 'x-empty': '' }, five])('%j is taken', (headers) => {
  expect(OwnHeaders.parse(headers)).toEqual(headers);
});

test.each([
  { host: 'evil.example' },
  { authorization: 'a\r\nb' },
  { authorization: 'Bearer x' },
  { 'webhook-id': 'x' },
  { 'x-': 'v' },
  { x_team: 'v' },
  { 'x-tèam': 'v' },
  { 'x-a b': 'v' },
  { 'x-a:': 'v' },
  { 'x-a\r\nhost': 'v' },
  { [`x-${'a'.repeat(63)}`]: 'v' },
  { 'x-a': 'a\r\nb' },
  { 'x-a': 'a\nb' },
  { 'x-a': 'a\u0000' },
  { 'x-a': 'schön' },
  { 'x-a': 'v'.repeat(1_001) },
  { 'x-a': 1 },
  { 'x-a': 'v', 'X-A': 'w' },
  { ...five, 'x-6': 'v' },
  ['x-a'],
  null,
])('%j is refused', (headers) => {
  expect(OwnHeaders.safeParse(headers).success).toBe(false);
});

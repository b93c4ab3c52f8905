import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { counterName, storedName } from './counter-names.ts';

test('a stored name is short, and leads back to its counter', () => {
  expect(['csat:4', 'nps:6.5', 'x:sentiment:pending', 'volume', 'fcr-not'].map(storedName)).toEqual([
    'c:4',
    'n:6.5',
    'x:s:pending',
    'v',
    'g',
  ]);
});

test('no two counters share a stored name, whatever teams and reasons are called', () => {
  const family = fc.constantFrom(
    'volume',
    'answers',
    'commented',
    'sentiment',
    'nps',
    'csat',
    'ces',
    'fcr',
    'fcr-not',
    'resolution',
    'team',
  );
  const rest = fc.oneof(
    fc.constant(''),
    fc.string().map((text) => `:${text}`),
    fc.constantFrom(':v', ':n', ':x:s'),
  );
  const name = fc.tuple(fc.constantFrom('', 'x:'), family, rest).map((parts) => parts.join(''));
  fc.assert(
    fc.property(name, (counter) => {
      expect(counterName(storedName(counter))).toBe(counter);
    }),
  );
});

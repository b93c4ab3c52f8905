import { expect, test } from 'vitest';
import { knownOf } from './facts.tsx';

test('what is not known is left out, and a nought is known', () =>
  expect(
    knownOf([
      ['Seen', 0],
      ['Reason', undefined],
      ['Owner', null],
      ['Note', ''],
      ['Tags', false],
    ]),
  ).toEqual([['Seen', 0]]));

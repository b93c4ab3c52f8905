import { expect, test } from 'vitest';
import { ApiError } from '../../../shared/http/client.ts';
import { nextRead } from './use.ts';

const again = (last: string | undefined): number | false => last !== 'over' && 1_000;
const refused = new ApiError(404, { type: 'about:blank', title: 'Not found' });
const ours = new ApiError(503, { type: 'about:blank', title: 'Unavailable' });

test('what was refused and never answered is not asked for again and again', () => {
  expect(nextRead(again, undefined, refused)).toBe(false);
  expect(nextRead(again, undefined, null)).toBe(1_000);
});
test('what failed by our fault, or was answered before, is read again until it is over', () => {
  expect(nextRead(again, undefined, ours)).toBe(1_000);
  expect(nextRead(again, 'going', refused)).toBe(1_000);
  expect(nextRead(again, 'over', null)).toBe(false);
});

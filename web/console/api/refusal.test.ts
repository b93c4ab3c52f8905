import { expect, it } from 'vitest';
import { ApiError } from '../../../shared/http/client.ts';
import { refusalIn } from './refusal.ts';

const failure = (type: string, more = {}) => new ApiError(409, { type, title: 'refused', ...more } as never);

it('says why a person must not be written to, and nothing of other failures', () => {
  const decision = { reason: 'opted_out' };
  expect(refusalIn(failure('/problems/message-refused', { decision }))).toBe('opted_out');
  expect(refusalIn(failure('/problems/conflict', { decision }))).toBeUndefined();
  expect(refusalIn(new TypeError('no network'))).toBeUndefined();
});

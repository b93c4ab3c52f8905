import { beforeAll, expect, it } from 'vitest';
import { ApiError } from '../../../shared/http/client.ts';
import { messageWords, refusalIn, refusalWords } from './messages.ts';
import { followUpTexts } from './texts/texts.ts';

beforeAll(() => followUpTexts.load());

const failure = (type: string, more = {}) => new ApiError(409, { type, title: 'refused', ...more } as never);

it('says why a person must not be written to, and nothing of other failures', () => {
  const decision = { reason: 'opted_out' };
  expect(refusalIn(failure('/problems/message-refused', { decision }))).toBe('opted_out');
  expect(refusalIn(failure('/problems/conflict', { decision }))).toBeUndefined();
  expect(refusalIn(new TypeError('no network'))).toBeUndefined();
  expect(refusalWords('opted_out')).toContain('unsubscribed');
});

it('says what became of a message, and why it failed', () => {
  expect(messageWords({ state: 'sent' })).toBe('Sent.');
  expect(messageWords({ state: 'sent', deliveredAt: '2026-12-01T10:00:00Z' })).toContain('mail server');
  expect(messageWords({ state: 'failed', reason: 'bounced_address' })).toContain('came back');
});

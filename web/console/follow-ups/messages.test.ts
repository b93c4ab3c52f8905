import { beforeAll, expect, it } from 'vitest';
import { messageWords, refusalWords } from './messages.ts';
import { followUpTexts } from './texts/texts.ts';

beforeAll(() => followUpTexts.load());

it('says in words why a person must not be written to', () => {
  expect(refusalWords('opted_out')).toContain('unsubscribed');
});

it('says what became of a message, and why it failed', () => {
  expect(messageWords({ state: 'sent' })).toBe('Sent.');
  expect(messageWords({ state: 'sent', deliveredAt: '2026-12-01T10:00:00Z' })).toContain('mail server');
  expect(messageWords({ state: 'failed', reason: 'bounced_address' })).toContain('came back');
});

import { expect, test } from 'vitest';
import { bodyOf } from './body.ts';
import { digestOf } from './digest.ts';
import type { Chat } from './message.ts';
import { brokenLimit } from './presets.ts';

const bodies = (chat: Chat, count: number, title: string, bodyTemplate?: string) =>
  Array.from({ length: count }, (_, index) =>
    bodyOf(
      { preset: chat, bodyTemplate },
      { type: 'AlertOpened', timestamp: '', data: { title: `${title} ${index + 1}` }, company: 'acme' },
    ),
  );
const digest = (chat: Chat, all: string[]) => JSON.parse(digestOf(chat, all)) as Record<string, unknown>;

test('many events become a message with their number and ten lines', () => {
  const lines = Array.from({ length: 10 }, (_, index) => `• Alert opened · Title: Refunds ${index + 1}`);
  expect(digest('slack', bodies('slack', 50, 'Refunds'))).toEqual({
    text: '50 events',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: '50 events' } },
      { type: 'section', text: { type: 'mrkdwn', text: lines.join('\n') } },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'and 40 more' }] },
    ],
    unfurl_links: false,
  });
  const text = digestOf('teams', bodies('teams', 6, 'Refunds'));
  expect(text).toContain('6 events');
  expect(text.match(/Alert opened · Title: Refunds \d/g)).toHaveLength(6);
});

test.each(['slack', 'teams'] as const)('of %s it holds nothing that calls anybody, and keeps the limits', (chat) => {
  const made = digest(chat, bodies(chat, 50, `<!channel> [x](y) ${'&'.repeat(300)}`));
  expect(brokenLimit(chat, made)).toBeUndefined();
  expect(JSON.stringify(made)).not.toMatch(chat === 'slack' ? /[<>]|&(?!amp;|lt;|gt;)/ : /(?<!\\\\)[<[]x/);
});

test('messages by a template of its own give their first text', () => {
  const template = JSON.stringify({ text: 'Look: {{title}}' });
  expect(JSON.stringify(digest('slack', bodies('slack', 7, 'Refunds', template)))).toContain('Look: Refunds 7');
  const card = JSON.stringify({
    attachments: [{ content: { body: [{ type: 'TextBlock', text: 'Look: {{title}}' }] } }],
  });
  expect(JSON.stringify(digest('teams', bodies('teams', 7, 'Refunds', card)))).toContain('Look: Refunds 7');
});

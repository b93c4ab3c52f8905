import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bareAddress, headerText, mailbox, sesMessage, UnsafeHeader } from './message.ts';

const mail = { subject: 'Hello', html: '<p>Hi</p>', text: 'Hi' };
const envelope = {
  from: { name: 'Acme', address: 'survey@acme.example' },
  to: 'ana@example.com',
  unsubscribeUrl: 'https://feedback.acme.example/s/abc/unsubscribe',
};

describe('a message for SES', () => {
  test('can be unsubscribed with one click (RFC 8058)', () => {
    expect(sesMessage(mail, envelope).Content?.Simple?.Headers).toEqual([
      { Name: 'List-Unsubscribe', Value: '<https://feedback.acme.example/s/abc/unsubscribe>' },
      { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
    ]);
  });

  test('has both an HTML and a text part, and tags that SES accepts', () => {
    expect(
      sesMessage(mail, { ...envelope, configurationSet: 'heed', tags: { survey: 'sv_1', company: 'a b' } }),
    ).toMatchObject({
      Content: { Simple: { Body: { Html: { Data: '<p>Hi</p>' }, Text: { Data: 'Hi' } } } },
      ConfigurationSetName: 'heed',
      EmailTags: [
        { Name: 'survey', Value: 'sv_1' },
        { Name: 'company', Value: 'a_b' },
      ],
    });
  });

  test.each([
    'ana@example.com\r\nBcc: evil@example.com',
    'ana@example.com,evil@example.com',
    'Ana <ana@example.com>',
    'ana@example.com;evil@example.com',
    'ana',
    '@example.com',
    `${'a'.repeat(250)}@example.com`,
    '',
  ])('is never addressed to %j', (to) => {
    expect(() => sesMessage(mail, { ...envelope, to })).toThrow(UnsafeHeader);
  });

  test('refuses an unsubscribe address that would end its header', () => {
    for (const unsubscribeUrl of ['https://a.b/\r\nX: 1', 'https://a.b/>,<mailto:x@y.z', 'javascript:alert(1)'])
      expect(() => sesMessage(mail, { ...envelope, unsubscribeUrl })).toThrow(UnsafeHeader);
  });

  test('keeps any name and subject inside their header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const from = mailbox({ name, address: 'a@example.com' });
        expect(from).toMatch(/^(?:(?:"(?:[^"\\]|\\["\\])*"|[\x20-\x7e]+) <)?a@example\.com>?$/);
        expect(from).toMatch(/^[\x20-\x7e]+$/);
        expect(headerText(name)).not.toMatch(/[\r\n\0]/);
      }),
    );
  });

  test('writes names beyond ASCII as words of at most 75 characters that decode to the name', () => {
    const name = 'Großhandel Müller & Söhne – مرحبا بكم في متجرنا الجديد';
    const words = mailbox({ name, address: 'a@example.com' }).replace(' <a@example.com>', '').split(' ');
    expect(Math.max(...words.map((word) => word.length))).toBeLessThanOrEqual(75);
    const decoded = words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString()).join('');
    expect(decoded).toBe(name);
  });

  test('quotes what quoting needs', () => {
    expect(mailbox({ name: 'Acme "The Best", Inc.', address: 'a@example.com' })).toBe(
      '"Acme \\"The Best\\", Inc." <a@example.com>',
    );
    expect(bareAddress('ünï@exämple.com')).toBe('ünï@exämple.com');
  });
});

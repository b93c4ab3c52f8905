import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuMs } from '../testing/cpu.ts';
import { excerptOf } from './redact.ts';

const excerpt = (text: string) => excerptOf(Buffer.from(text));
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

describe('an excerpt of a reply', () => {
  test.each([
    ['write to ada@example.com, please', 'write to [redacted], please'],
    ['<ada.b+c@mail.example.co.uk>', '<[redacted]>'],
    ['?to=ada%40example.com&x=1', '?to=[redacted]&x=1'],
    ['jürgen@bücher.example', '[redacted]'],
    ['ada\u200b@example.com', '[redacted]'],
    ['call +49 (0)30 123 456-78 now', 'call [redacted] now'],
    ['tel:004930123456', 'tel:[redacted]'],
    ['(555) 123-4567', '[redacted]'],
    ['card 4111 1111 1111 1111', 'card [redacted]'],
    ['card 4111-1111-1111-1111.', 'card [redacted].'],
    ['٠١٢٣٤٥٦٧٨٩', '[redacted]'],
    ['Authorization: Bearer abc.def-123', 'Authorization: [redacted]'],
    ['bearer\tabc', '[redacted]'],
    [`got ${jwt}`, 'got [redacted]'],
    [`got_${jwt}`, '[redacted]'],
    ['your whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw is wrong', 'your [redacted] is wrong'],
  ])('%j is kept as %j', (text, kept) => {
    expect(excerpt(text)).toBe(kept);
  });

  test.each([
    ['{"token":"abc"}', '{"token":"[redacted]"}'],
    ['{"token" : "abc", "x":1}', '{"token" : "[redacted]", "x":1}'],
    ['{"apiKey":17,"x":1}', '{"apiKey":"[redacted]","x":1}'],
    ['{"x":{"PASSWORD":null}}', '{"x":{"PASSWORD":"[redacted]"}}'],
    ['{"client_secret":"a\\"b","x":1}', '{"client_secret":"[redacted]","x":1}'],
    ['{"client_secret":"a\\\\","x":1}', '{"client_secret":"[redacted]","x":1}'],
    ['{"auth":{"user":"a","deep":["}"]},"x":1}', '{"auth":"[redacted]","x":1}'],
    ['{"tokens":["a","b]"],"x":1}', '{"tokens":"[redacted]","x":1}'],
    ['{"tok\\u0065n":"abc"}', '{"tok\\u0065n":"[redacted]"}'],
    ['{"x":"{\\"token\\":\\"abc\\",\\"y\\":1}"}', '{"x":"{\\"token\\":\\"[redacted]\\",\\"y\\":1}"}'],
    ['{"token":"cut o', '{"token":"[redacted]"'],
    ['{"auth":{"user":"cut o', '{"auth":"[redacted]"'],
    ['{"x":1,"token":', '{"x":1,"token":"[redacted]"'],
  ])('%j is kept as %j', (text, kept) => {
    expect(excerpt(text)).toBe(kept);
  });

  test.each([
    'ok',
    'invalid_blocks',
    'no_service',
    '{"error":"invalid_payload","code":400}',
    '{"at":"2026-11-30T10:00:00Z","count":12345}',
    '<html><body>404 Not Found</body></html>',
    'a @ b, 1.2.3, 10:00',
  ])('%j stays as it is', (text) => {
    expect(excerpt(text)).toBe(text);
  });

  test('has no control or invisible characters, and one space where there was white space', () => {
    expect(excerpt(' a\r\n\tb\u0000\u001b[31mc\u202ed\u0085 ')).toBe('a b[31mcd');
  });

  test('replaces what is no UTF-8', () => {
    expect(excerptOf(Buffer.from([0x61, 0xff, 0x62]))).toBe('a\ufffdb');
  });

  test('has at most 1 KB, and no half of a character', () => {
    expect(Buffer.byteLength(excerpt('ä'.repeat(5_000)))).toBe(1_024);
    expect(excerpt(`x${'€'.repeat(5_000)}`)).toBe(`x${'€'.repeat(341)}`);
  });

  test('is cut after it was redacted, so that the cut leaves no half of a secret', () => {
    const start = 'x '.repeat(509);
    for (const secret of ['ada.lovelace@example.com', jwt, '{"token":"abcdefghijklmnopqrstuvwxyz"}']) {
      expect(excerpt(start + secret)).not.toMatch(/ada|eyJ|abc/);
    }
  });

  test('never holds a planted secret, wherever it stands', () => {
    const key = fc.constantFrom('token', 'x-api-key', 'Passwort', 'passphrase', 'AUTHORIZATION', 'clientSecret');
    fc.assert(
      fc.property(key, fc.json(), fc.json(), fc.nat(3), (name, before, after, depth) => {
        let text = `{"before":${before},"${name}":"PLANTED","after":${after}}`;
        for (let level = 0; level < depth; level++) text = `{"body":${JSON.stringify(text)}}`;
        expect(excerpt(text)).not.toContain('PLANTED');
      }),
    );
  });

  test.each([
    'a',
    '1',
    '1 ',
    '@',
    'a@',
    '%40',
    'eyJ',
    'eyJ.',
    'eyJ_',
    'Bearer ',
    'whsec_',
    '"',
    '\\',
    '\\"',
    '"a',
    '"token":',
    '"token":"',
    '"token":{',
    '+(',
    '2026-11-30',
    ' ',
    '\u0000',
  ])('takes little time for 64 KB of %j', (part) => {
    const body = Buffer.from(part.repeat(Math.ceil(65_536 / part.length)).slice(0, 65_536));
    excerptOf(body);
    excerptOf(body);
    expect(cpuMs(() => void excerptOf(body))).toBeLessThan(50);
  });
});

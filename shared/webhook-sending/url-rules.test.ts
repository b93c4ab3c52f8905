import { describe, expect, test } from 'vitest';
import { checkUrl, type UrlRules } from './url-rules.ts';

const rules: UrlRules = {
  allowed: new Set(['127.0.0.1:9000', 'localhost:9000', '[::1]:9000', 'receiver.example:8443']),
  own: new Set(['api.heed.example', 'answers.heed.example']),
};
const broken = (raw: string) => checkUrl(raw, rules);

const address = 'must name a host, not an address';
const inside = 'must name a host of the public internet';
const form = 'must be a URL like https://hooks.example.com/heed';
const name = 'must name a host of at least two parts, of letters, digits and hyphens';
const characters = 'must have no spaces, control characters or backslashes';

describe('a URL that may be called', () => {
  test.each([
    'https://hooks.example.com/heed',
    'https://hooks.example.com',
    'https://hooks.example.com?token=1',
    'https://hooks.example.com:443/x',
    'HTTPS://HOOKS.EXAMPLE.COM/x',
    'https://a-1.b-2.example/x/y?z=1&w=@me',
    'https://bücher.example/x',
    'https://xn--bcher-kva.example/x',
    `https://example.com/${'x'.repeat(2_048 - 20)}`,
    `https://${'a'.repeat(63)}.example`,
    'https://10.example.com/',
    'https://127.0.0.1.example.com/',
    'https://localhost.example.com/',
  ])('%s breaks no rule', (raw) => {
    expect(broken(raw)).toBeUndefined();
  });
});

describe('an address is refused in any notation', () => {
  test.each([
    'https://127.0.0.1',
    'https://8.8.8.8/x',
    'https://2130706433',
    'https://0x7f.1',
    'https://0x7f000001',
    'https://0X7F.0.0.1',
    'https://017700000001',
    'https://0177.0.0.1',
    'https://127.1',
    'https://127.0.1',
    'https://0',
    'https://１２７.0.0.1',
    'https://127。0。0。1',
    'https://127.0.0.1.',
    'https://[::1]',
    'https://[::ffff:10.0.0.1]',
    'https://[::ffff:a00:1]',
    'https://[64:ff9b::10.0.0.1]',
    'https://[2002:7f00:1::]',
    'https://[2606:4700::1111]',
    'https://%31%32%37.0.0.1',
  ])('%s', (raw) => {
    expect(broken(raw)).toBe(address);
  });

  test.each([
    'https://1.2.3.4.5',
    'https://256.0.0.1',
    'https://4294967296',
    'https://example.0x7f',
    'https://example.1',
    'https://[::1',
    'https://[fe80::1%25eth0]',
    'https://[::1]x',
    'https://08.1',
  ])('%s, which is not even one', (raw) => {
    expect(broken(raw)).toBe(form);
  });
});

describe('a URL that may not be called says which rule it breaks', () => {
  test.each([
    ['', 'must have 1 to 2048 characters'],
    [`https://example.com/${'x'.repeat(2_048)}`, 'must have 1 to 2048 characters'],
    ['https://example.com/a b', characters],
    [' https://example.com', characters],
    ['https://example.com/\r\nx-evil: 1', characters],
    ['https://exa\tmple.com', characters],
    ['https://example.com\u0000', characters],
    ['https://example.com\\@evil.example', characters],
    ['https:\\\\example.com', characters],
    ['https://example.com/\ud800', characters],
    ['example.com', form],
    ['//example.com', form],
    ['https:example.com', form],
    ['https:/example.com', form],
    ['https:///example.com', form],
    ['https://', form],
    ['ftp://example.com', form],
    ['file:///etc/passwd', form],
    ['javascript:alert(1)', form],
    ['data:text/plain,x', form],
    ['gopher://example.com', form],
    ['https://exa%00mple.com', form],
    ['https://example.com:99999', form],
    ['https://user@example.com', 'must name no user'],
    ['https://a.b@c.d', 'must name no user'],
    ['https://user:secret@example.com', 'must name no user'],
    ['https://@example.com', 'must name no user'],
    ['https://example.com/#x', 'must have no fragment (#…)'],
    ['https://example.com#@evil.example', 'must have no fragment (#…)'],
    ['http://example.com', 'must begin with https://'],
    ['http://2130706433', 'must begin with https://'],
    ['https://x.example:8443', 'must use port 443'],
    ['https://x.example:80', 'must use port 443'],
    ['https://127.0.0.1:9001', 'must use port 443'],
    ['https://example', name],
    ['https://exa_mple.com', name],
    ['https://-a.example', name],
    ['https://a-.example', name],
    ['https://a..example', name],
    ['https://*.example.com', name],
    [`https://${'a'.repeat(64)}.example`, name],
    [`https://${'a.'.repeat(127)}example`, name],
    ['https://example.com.', 'must not end its host with a dot'],
    ['https://localhost', inside],
    ['https://LOCALHOST', inside],
    ['https://x.localhost', inside],
    ['https://printer.local', inside],
    ['https://metadata.google.internal/computeMetadata/v1/', inside],
    ['https://ip-10-0-0-1.ec2.internal', inside],
    ['https://x.intranet', inside],
    ['https://router.lan', inside],
    ['https://x.home.arpa', inside],
    ['https://x.onion', inside],
    ['https://ｌｏｃａｌｈｏｓｔ', inside],
    ['https://api.heed.example/api/crm/feedback', 'must not be a host of this product'],
    ['https://ANSWERS.heed.example', 'must not be a host of this product'],
  ])('%j', (raw, rule) => {
    expect(broken(raw)).toBe(rule);
  });
});

describe('an exception of the configuration', () => {
  test.each([
    'http://127.0.0.1:9000/x',
    'http://127.1:9000/x',
    'http://localhost:9000',
    'http://[::1]:9000',
    'https://receiver.example:8443',
  ])('%s may be called', (raw) => {
    expect(broken(raw)).toBeUndefined();
  });

  test.each(['http://127.0.0.1:9001', 'http://127.0.0.1', 'https://localhost', 'https://receiver.example:8444'])(
    'is one host with one port: %s may not',
    (raw) => {
      expect(broken(raw)).toBeTypeOf('string');
    },
  );

  test.each(['http://me@127.0.0.1:9000', 'http://127.0.0.1:9000/#x', 'http://127.0.0.1:9000/a b'])(
    'is an exception for the host only: %s may not',
    (raw) => {
      expect(broken(raw)).toBeTypeOf('string');
    },
  );
});

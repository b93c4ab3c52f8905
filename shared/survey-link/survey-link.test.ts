import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '../kernel/ids.ts';
import { deriveKey, type MasterKeys } from '../kernel/secret.ts';
import {
  companyHash,
  idOfSubject,
  type Link,
  linkPurposes,
  type LinkPurpose,
  makeNonce,
  openLink,
  openNonce,
  sealLink,
  subjectOfId,
} from './survey-link.ts';

const master: MasterKeys = {
  current: 'k2',
  keys: new Map([
    ['k1', Buffer.from('an-older-master-key')],
    ['k2', Buffer.from('the-current-master-key')],
  ]),
};
const now = new Date('2026-11-21T10:00:00.000Z');
const purposes = Object.keys(linkPurposes) as LinkPurpose[];

const bytes16 = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const links: fc.Arbitrary<Link> = fc.record({
  purpose: fc.constantFrom(...purposes),
  flags: fc.integer({ min: 0, max: 0xffff }),
  company: bytes16,
  subject: bytes16,
  expiresAt: fc.integer({ min: 1_800_000_000, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1_000)),
});
const aLink = (overrides: Partial<Link> = {}): Link => ({
  purpose: 'answer',
  flags: 0,
  company: companyHash('acme'),
  subject: subjectOfId(newId('survey', now)),
  expiresAt: new Date('2026-12-05T10:00:00.000Z'),
  ...overrides,
});

describe('a link', () => {
  test('says exactly what was sealed, in 76 URL-safe characters', () => {
    fc.assert(
      fc.property(links, (link) => {
        const token = sealLink(master, link);
        expect(token).toMatch(/^[A-Za-z0-9_-]{76}$/);
        expect(openLink(master, token, purposes, now)).toEqual(link);
      }),
    );
  });

  test('is refused after any change of one character', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(
      fc.property(links, fc.nat(75), fc.nat(62), (link, at, shift) => {
        const token = sealLink(master, link);
        const other = alphabet[(alphabet.indexOf(token[at] ?? '') + 1 + shift) % 64] ?? '';
        expect(openLink(master, token.slice(0, at) + other + token.slice(at + 1), purposes, now)).toBeUndefined();
      }),
    );
  });

  test('is never an arbitrary text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(openLink(master, text, purposes, now)).toBeUndefined();
      }),
    );
  });

  test('is refused when cut, lengthened, padded or spelled in another alphabet that decodes alike', () => {
    const token = Array.from({ length: 200 }, (_, i) => sealLink(master, aLink({ flags: i }))).find((one) =>
      /[-_]/.test(one),
    );
    for (const variant of [
      token?.slice(0, 75),
      token?.slice(0, 72),
      `${token}A`,
      `${token?.slice(0, 75)}=`,
      ` ${token?.slice(1)}`,
      `${token}\n`,
      token?.replaceAll('-', '+').replaceAll('_', '/'),
      encodeURIComponent(`${token}/`),
      '',
    ]) {
      expect(openLink(master, variant ?? '', purposes, now)).toBeUndefined();
    }
  });

  test.each(purposes)('for %s opens nothing else', (purpose) => {
    const token = sealLink(master, aLink({ purpose }));
    expect(openLink(master, token, [purpose], now)?.purpose).toBe(purpose);
    const others = purposes.filter((other) => other !== purpose);
    expect(openLink(master, token, others, now)).toBeUndefined();
  });

  test('cannot be turned to another purpose or company by copying a MAC', () => {
    const answer = Buffer.from(sealLink(master, aLink()), 'base64url');
    const unsubscribe = Buffer.from(sealLink(master, aLink({ purpose: 'unsubscribe' })), 'base64url');
    const mixed = Buffer.concat([unsubscribe.subarray(0, 41), answer.subarray(41)]).toString('base64url');
    expect(openLink(master, mixed, purposes, now)).toBeUndefined();
    const foreign = Buffer.from(sealLink(master, aLink({ company: companyHash('rival') })), 'base64url');
    const stolen = Buffer.concat([answer.subarray(0, 5), foreign.subarray(5, 21), answer.subarray(21)]);
    expect(openLink(master, stolen.toString('base64url'), purposes, now)).toBeUndefined();
  });

  test('cannot be made with the key of another purpose', () => {
    const link = aLink({ purpose: 'unsubscribe' });
    const body = Buffer.from(sealLink(master, link), 'base64url').subarray(0, 41);
    const key = deriveKey(master.keys.get('k2') ?? Buffer.alloc(0), 'link:answer', link.company);
    const mac = createHmac('sha256', key).update(body).digest().subarray(0, 16);
    expect(openLink(master, Buffer.concat([body, mac]).toString('base64url'), purposes, now)).toBeUndefined();
  });

  test('ends at its expiry, to the second', () => {
    const token = sealLink(master, aLink({ expiresAt: now }));
    expect(openLink(master, token, purposes, now)).toBeUndefined();
    expect(openLink(master, token, purposes, new Date(now.getTime() - 1_000))).toBeDefined();
  });

  test('of the older live key still opens; of a key that was withdrawn no longer', () => {
    const older = sealLink({ ...master, current: 'k1' }, aLink());
    expect(openLink(master, older, purposes, now)).toBeDefined();
    const withdrawn = new Map([...master.keys].filter(([id]) => id !== 'k1'));
    expect(openLink({ ...master, keys: withdrawn }, older, purposes, now)).toBeUndefined();
  });

  test('of another stack with the same key names is refused', () => {
    const other: MasterKeys = { current: 'k2', keys: new Map([['k2', Buffer.from('somebody-else')]]) };
    expect(openLink(master, sealLink(other, aLink()), purposes, now)).toBeUndefined();
  });
});

describe('a page nonce', () => {
  const token = sealLink(master, aLink());
  const later = new Date(now.getTime() + 60_000);

  test('tells when its page was made', () => {
    expect(openNonce(master, token, makeNonce(master, token, now), later)).toEqual(now);
  });
  test('of another link, of the future, changed or invented is refused', () => {
    const nonce = makeNonce(master, token, now);
    expect(openNonce(master, sealLink(master, aLink({ flags: 1 })), nonce, later)).toBeUndefined();
    expect(openNonce(master, token, makeNonce(master, token, later), now)).toBeUndefined();
    expect(openNonce(master, token, `A${nonce.slice(1)}`, later)).toBeUndefined();
    expect(openNonce(master, token, '', later)).toBeUndefined();
    expect(openNonce(master, token, 'A'.repeat(24), later)).toBeUndefined();
  });
});

test('the 16 bytes of an id become the same id again', () => {
  const id = newId('survey', now);
  expect(subjectOfId(id)).toMatch(/^[0-9a-f]{32}$/);
  expect(idOfSubject('survey', subjectOfId(id))).toBe(id);
});

import { expect, test } from 'vitest';
import { deriveKey, masterKeys } from '../kernel/secret.ts';
import { sealText } from '../kernel/seal.ts';
import { open, seal } from './seal.ts';

const acme = { companyId: 'acme' };

test('what is sealed opens again, and is sealed differently each time', async () => {
  const sealed = await Promise.all([seal(acme, 'whsec_schön'), seal(acme, 'whsec_schön')]);
  expect(sealed[0]).not.toBe(sealed[1]);
  for (const one of sealed) {
    expect(one).not.toContain('whsec');
    expect(await open(acme, one)).toBe('whsec_schön');
  }
});

test('what one company sealed opens for no other', async () => {
  await expect(open({ companyId: 'rival' }, await seal(acme, 'secret'))).rejects.toThrow('cannot be opened');
});

test('what was changed, cut or made up does not open', async () => {
  const sealed = await seal(acme, 'secret');
  const changed = sealed.slice(0, -3) + (sealed.at(-3) === 'A' ? 'B' : 'A') + sealed.slice(-2);
  for (const bad of [changed, sealed.slice(0, -8), 'k2.', 'k2.AAAA', `k1${sealed.slice(2)}`]) {
    await expect(open(acme, bad)).rejects.toThrow('cannot be opened');
  }
  for (const bad of ['', 'secret', 'k9.AAAA']) await expect(open(acme, bad)).rejects.toThrow('no master key');
});

test('what was sealed with an older master key opens as long as that key is there', async () => {
  const older = (await masterKeys()).keys.get('k1') as Buffer;
  const key = deriveKey(older, 'webhook-sending', 'acme');
  const sealed = `k1.${sealText(key, Buffer.alloc(0), 'secret').toString('base64url')}`;
  expect(await open(acme, sealed)).toBe('secret');
  expect((await seal(acme, 'secret')).split('.')[0]).toBe('k2');
});

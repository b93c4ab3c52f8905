import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { newSecret, sign } from './signature.ts';

test('the vector of Standard Webhooks is signed as they say', () => {
  expect(
    sign({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    }),
  ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

const at = { id: 'dl_1', timestamp: 1_614_265_330, body: '{"word":"schön 👍"}' };

/** What a receiver does, as Standard Webhooks tells it: any one of the signatures has to be the one it expects. */
function verifies(secret: string, { id, timestamp, body }: typeof at, header: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body, 'utf8').digest('base64');
  return header.split(' ').some((one) => one === `v1,${expected}`);
}

test('during rotation both the old and the new secret verify, and the new one comes first', () => {
  const [newer, older] = [newSecret(), newSecret()];
  const header = sign({ ...at, secrets: [newer, older] });
  for (const secret of [newer, older]) expect(verifies(secret, at, header)).toBe(true);
  expect(header.split(' ')[0]).toBe(sign({ ...at, secrets: [newer] }));
});

test('another secret, body, id or time does not verify', () => {
  const secret = newSecret();
  const header = sign({ ...at, secrets: [secret] });
  expect(verifies(newSecret(), at, header)).toBe(false);
  for (const other of [{ body: `${at.body} ` }, { id: 'dl_2' }, { timestamp: at.timestamp + 1 }]) {
    expect(verifies(secret, { ...at, ...other }, header)).toBe(false);
  }
});

test('a secret is whsec_ and 32 random bytes', () => {
  const secrets = Array.from({ length: 100 }, newSecret);
  expect(new Set(secrets).size).toBe(100);
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32);
  }
});

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const PREFIX = 'whsec_';

/** A secret as receivers keep it: `whsec_` and 32 random bytes as base64. */
export const newSecret = (): string => PREFIX + randomBytes(32).toString('base64');

type Signed = { id: string; timestamp: number; body: string; secrets: readonly string[] };

/**
 * The header `webhook-signature` of Standard Webhooks 1.0: for each secret `v1,` and the base64 HMAC-SHA-256 of
 * `id.timestamp.body`, with a space between. While a secret is replaced there are two; the newer one comes first.
 * `timestamp` is that of the attempt, in seconds; `body` has the bytes that are sent.
 */
export function sign({ id, timestamp, body, secrets }: Signed): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    })
    .join(' ');
}

/** So far may the clocks of two systems, and the way of a request, be apart; a signature as old as that is good no more. */
const TOLERANCE_S = 300;

/**
 * Whether a request is signed with one of the secrets, less than five minutes ago, by its headers `webhook-id`,
 * `webhook-timestamp` and `webhook-signature`. `body` has the bytes that came.
 */
export function isSigned(
  headers: Readonly<Record<string, string | undefined>>,
  { body, secrets, now }: Pick<Signed, 'body' | 'secrets'> & { now: Date },
): boolean {
  const [id = '', at = '', signature = ''] = ['id', 'timestamp', 'signature'].map((name) => headers[`webhook-${name}`]);
  if (!/^[\x21-\x7e]{1,256}$/.test(id) || !/^\d{1,12}$/.test(at)) return false;
  if (Math.abs(now.getTime() / 1_000 - Number(at)) >= TOLERANCE_S) return false;
  const expected = sign({ id, timestamp: Number(at), body, secrets }).split(' ');
  const given = signature.split(' ').slice(0, MOST_SIGNATURES);
  return expected.some((one) => given.some((other) => isSame(one, other)));
}

const MOST_SIGNATURES = 10;

/** Compares in a time that does not tell how much of it is right. */
export const isSame = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};

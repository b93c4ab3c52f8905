import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** A secret as receivers keep it: `whsec_` and 32 random bytes as base64. */
export const newSecret = (): string => PREFIX + randomBytes(32).toString('base64');

/**
 * The header `webhook-signature` of Standard Webhooks 1.0: for each secret `v1,` and the base64 HMAC-SHA-256 of
 * `id.timestamp.body`, with a space between. While a secret is replaced there are two; the newer one comes first.
 * `timestamp` is that of the attempt, in seconds; `body` has the bytes that are sent.
 */
export function sign({
  id,
  timestamp,
  body,
  secrets,
}: {
  id: string;
  timestamp: number;
  body: string;
  secrets: readonly string[];
}): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    })
    .join(' ');
}

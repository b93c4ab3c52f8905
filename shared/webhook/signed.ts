import type { Context } from '../kernel/context.ts';
import { sign } from '../webhook-sending/signature.ts';
import { goodSecrets } from './secrets.ts';
import { headersOf } from './webhook.ts';
import type { StoredWebhook } from './webhook.schema.ts';

type Request = { id: string; body: string; replay?: boolean | undefined };

const SHOWN_OF_SIGNATURE = 6;

/** The headers of one request to an endpoint, signed at this moment (Standard Webhooks 1.0). */
export async function signedHeaders(
  ctx: Context,
  endpoint: StoredWebhook,
  { id, body, replay }: Request,
): Promise<Record<string, string>> {
  const secrets = await goodSecrets(ctx, endpoint);
  const timestamp = Math.floor(ctx.now.getTime() / 1_000);
  return {
    ...(await headersOf(ctx, endpoint)),
    'content-type': 'application/json',
    'user-agent': 'Heed-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': sign({ id, timestamp, body, secrets }),
    ...(replay && { 'heed-replay': '1' }),
  };
}

/** The same headers as the log keeps them: nothing in them is of use to whoever reads it. */
export const loggedHeaders = (
  { headers: own = {} }: StoredWebhook,
  { 'webhook-signature': signature = '', ...headers }: Readonly<Record<string, string>>,
): Record<string, string> => ({
  ...headers,
  ...own,
  'webhook-signature': signature
    .split(' ')
    .map((one) => one.slice(0, 'v1,'.length + SHOWN_OF_SIGNATURE))
    .join(' '),
});

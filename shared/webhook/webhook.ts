import { equal, listOf } from '../http/list.ts';
import { Problem } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import { verbsOf } from '../kernel/verbs.ts';
import { brokenForm, type Form, type Known } from '../webhook-sending/chat/body.ts';
import type { Preset } from '../webhook-sending/chat/presets.ts';
import { BlockedAddress, NoAddress } from '../webhook-sending/resolve.ts';
import { open, seal } from '../webhook-sending/seal.ts';
import { targetOf } from '../webhook-sending/target.ts';
import { chosenBy, unknownOf, unstatedOf } from './catalogue.ts';
import { urlRules } from './rules.ts';
import { firstSecret, secretFor, withNewSecret } from './secrets.ts';
import type { CreateWebhook, StoredWebhook, Webhook, WebhookFilter } from './webhook.schema.ts';
import { webhooks } from './webhook.store.ts';

type One = { endpointId: Id<'webhook'> };

/** Stands for the value of a header wherever an endpoint is shown; sent back, it leaves the value as it is. */
const HIDDEN = '***';

/** Requests a second that receivers stand: chats allow few. */
const paces: Record<Preset, number> = { standard: 10, generic: 10, slack: 1, teams: 4 };

export const refused = (errors: readonly (readonly [pointer: string, detail: string])[]): void => {
  if (errors.length > 0)
    throw new Problem('validation-failed', undefined, {
      errors: errors.map(([pointer, detail]) => ({ pointer: `#/${pointer}`, detail })),
    });
};

async function checkTarget(url: string): Promise<void> {
  try {
    await targetOf(url, urlRules());
  } catch (error) {
    if (!(error instanceof BlockedAddress || error instanceof NoAddress)) throw error;
    refused([['url', error.message]]);
  }
}

/** Seals the values of headers; those that come back hidden keep their value. */
async function sealedHeaders(ctx: Context, { headers }: StoredWebhook, before: StoredWebhook | undefined) {
  if (!headers) return { sealedHeaders: undefined };
  const known = before ? await headersOf(ctx, before) : {};
  const values = Object.entries(headers).map(
    ([name, value]) => [name, value === HIDDEN ? known[name] : value] as const,
  );
  refused(
    values.flatMap(([name, value]) => (value === undefined ? [[`headers/${name}`, 'must have a value'] as const] : [])),
  );
  return {
    headers: Object.fromEntries(values.map(([name]) => [name, HIDDEN])),
    sealedHeaders: await seal(ctx, JSON.stringify(Object.fromEntries(values))),
  };
}

/** 400 where requests about these types of events cannot be made as an endpoint wants. */
export function refuseForm(form: Form, types: readonly Known[]): void {
  const broken = brokenForm(form, types);
  if (broken !== undefined) refused([['bodyTemplate', broken]]);
}

/** Checks where an endpoint leads and what it asks for; makes its secret where it is new. */
async function settle(ctx: Context, after: StoredWebhook, before?: StoredWebhook): Promise<StoredWebhook> {
  const { url, events, filter, preset, maxPerSecond } = after;
  refused([
    ...unknownOf(events).map(
      (name) => [`events/${events.indexOf(name)}`, 'is no event; see GET /event-types'] as const,
    ),
    ...unstatedOf(events, filter ?? {}).map(
      (name) => [`filter/${name}`, 'is no fact that these events state'] as const,
    ),
  ]);
  refuseForm(after, chosenBy(events));
  if (url !== before?.url) await checkTarget(url);
  const begun = before ? {} : { status: 'enabled' as const, ...(await firstSecret(ctx)) };
  const isSame = before !== undefined && after.headers === before.headers;
  // Left out when creating, or cleared.
  const pace = (maxPerSecond as number | undefined) ?? paces[preset];
  return { ...after, maxPerSecond: pace, ...begun, ...(!isSame && (await sealedHeaders(ctx, after, before))) };
}

const verbs = verbsOf(webhooks, { settle });
export const { get, edit, remove } = verbs;

// What is not in the body `settle` adds.
export const create = (ctx: Context, { body }: { body: CreateWebhook }): Promise<Webhook> =>
  verbs.create(ctx, { body: body as StoredWebhook });

export const list = listOf<WebhookFilter, Stored<StoredWebhook>, Webhook>(
  'webhooks',
  { status: equal('status') },
  (ctx, _, from) => webhooks.all(ctx, from),
  (stored) => webhooks.publicOf(stored),
);

/** Replaces an endpoint's secret. Until the overlap ends, requests bear the signatures of both. */
export const rotate = (
  ctx: Context,
  { endpointId, body }: One & { body: { overlapHours: number } },
): Promise<Webhook> =>
  change(ctx, webhooks, endpointId, 'rotate', (before) => withNewSecret(ctx, before, body.overlapHours));

/** The secret that an answer is about; none where it has been replaced since that answer was first given. */
export async function secretOf(ctx: Context, answer: unknown): Promise<{ secret?: string }> {
  const { endpointId, version } = answer as Webhook;
  return secretFor(ctx, await webhooks.find(ctx, endpointId), version);
}

/** The headers that an endpoint's owner adds to requests. */
export const headersOf = async (
  ctx: Context,
  { sealedHeaders: sealed }: StoredWebhook,
): Promise<Record<string, string>> =>
  sealed === undefined ? {} : (JSON.parse(await open(ctx, sealed)) as Record<string, string>);

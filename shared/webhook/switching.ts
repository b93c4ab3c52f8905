import { change, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { newId } from '../kernel/ids.ts';
import { bodyOf, sampleOf } from '../webhook-sending/chat/body.ts';
import { send } from '../webhook-sending/send.ts';
import { knownType } from './catalogue.ts';
import { countIn } from './delivery.store.ts';
import { replaySkipped } from './delivery.ts';
import { isHeld } from './endpoint-state.ts';
import { urlRules } from './rules.ts';
import { signedHeaders } from './signed.ts';
import { setState, stateOf } from './state.store.ts';
import { wake } from './wake.ts';
import type { Webhook } from './webhook.schema.ts';
import { get, refuseForm } from './webhook.ts';
import { webhooks } from './webhook.store.ts';

type One = { endpointId: Id<'webhook'> };

const MOST_WAITING = 1_000;

/** Stops sending; what happens meanwhile waits. One that is disabled stays so. */
export const pause = (ctx: Context, { endpointId }: One): Promise<Webhook> =>
  change(ctx, webhooks, endpointId, 'pause', (now) =>
    now.status === 'enabled' ? { ...now, status: 'paused' as const } : undefined,
  );

/** Sends again, what has waited first. What came while it was disabled is sent, too, where that is asked for. */
export async function enable(
  ctx: Context,
  { endpointId, body }: One & { body: { replaySinceDisabled: boolean } },
): Promise<Webhook> {
  // The whole of it is what a repeated request is answered with.
  const part = { ...ctx, idempotency: undefined };
  const enabled = await change(
    part,
    webhooks,
    endpointId,
    'enable',
    ({ disabledReason: _r, disabledAt: _a, failing: _f, ...now }) =>
      now.status === 'enabled' ? undefined : { ...now, status: 'enabled' as const },
  );
  await setState(ctx, endpointId, (state) => ({
    ...state,
    failures: 0,
    probes: undefined,
    heldUntil: undefined,
    failingSince: undefined,
    failedRequests: 0,
  }));
  if (body.replaySinceDisabled) await replaySkipped(ctx, endpointId);
  await wake(ctx, endpointId);
  return enabled;
}

/** Sends a `WebhookTest` with an example of a type at once, or the message that a chat would get about it, whatever the endpoint's status; it is in no log. */
export async function test(ctx: Context, { endpointId, body }: One & { body: { type: string } }) {
  const endpoint = await visible(ctx, webhooks, endpointId);
  const known = knownType(body.type);
  const timestamp = ctx.now.toISOString();
  const data = { type: known.type, sample: known.sample };
  const sent =
    endpoint.preset === 'standard'
      ? JSON.stringify({ type: 'WebhookTest', timestamp, data })
      : bodyOf(endpoint, sampleOf(known));
  const headers = await signedHeaders(ctx, endpoint, { id: newId('delivery', ctx.now), body: sent });
  const {
    ms,
    address,
    status,
    error,
    retryAfterSeconds,
    headers: replied,
    excerpt,
  } = await send({
    url: endpoint.url,
    headers,
    body: sent,
    rules: urlRules(),
    now: ctx.now,
  });
  return {
    attempt: {
      at: timestamp,
      ms,
      address,
      status,
      error,
      retryAfterSeconds,
      responseHeaders: replied,
      responseExcerpt: excerpt,
    },
  };
}

/** What a request about an example of a type looks like, also by a template that is not saved yet. */
export async function preview(
  ctx: Context,
  { endpointId, body: { type, bodyTemplate } }: One & { body: { type: string; bodyTemplate?: string | undefined } },
): Promise<{ body: string }> {
  const endpoint = await visible(ctx, webhooks, endpointId);
  const form = { preset: endpoint.preset, bodyTemplate: bodyTemplate ?? endpoint.bodyTemplate };
  const known = knownType(type);
  refuseForm(form, [known]);
  return { body: bodyOf(form, sampleOf(known)) };
}

/** How sending to an endpoint stands. */
export async function health(ctx: Context, { endpointId }: One) {
  const { status } = await get(ctx, { endpointId });
  const state = await stateOf(ctx, endpointId);
  const days = Object.values(state.days);
  const ok = days.reduce((sum, day) => sum + day.ok, 0);
  const requests = days.reduce((sum, day) => sum + day.ok + day.failed, 0);
  const held = isHeld(state, ctx.now) ? ('held' as const) : ('sending' as const);
  const sending = state.probes === undefined ? held : ('failing' as const);
  return {
    state: status === 'enabled' ? sending : status,
    waiting: await countIn(ctx, endpointId, 'waiting', MOST_WAITING),
    ...(requests > 0 && { successShare: ok / requests }),
    lastSuccessAt: state.lastSuccessAt,
    failingSince: state.failingSince,
    heldUntil: isHeld(state, ctx.now) ? state.heldUntil : undefined,
  };
}

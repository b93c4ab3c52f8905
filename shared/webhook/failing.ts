import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isChat } from '../webhook-sending/chat/message.ts';
import type { Outcome } from '../webhook-sending/send.ts';
import type { EndpointState } from './endpoint-state.ts';
import type { StoredWebhook, Webhook } from './webhook.schema.ts';
import { webhooks } from './webhook.store.ts';

const HOUR_MS = 3_600_000;
/** Hours without a success after which people are told, and after which nothing is sent any more. */
const toldAfter = [72, 24, 1] as const;
const DISABLED_AFTER = 120;
const LEAST_FAILED = 10;

const silent = { silent: true };

const disable = (ctx: Context, endpointId: Id<'webhook'>, disabledReason: 'failing' | 'gone'): Promise<Webhook> =>
  change(
    ctx,
    webhooks,
    endpointId,
    'disable',
    (now) =>
      now.status === 'disabled'
        ? undefined
        : { ...now, status: 'disabled' as const, disabledReason, disabledAt: ctx.now.toISOString() },
    silent,
  );

/** Whether a receiver has gone for good. Chats answer 404, or `no_service`, where a channel's address was taken back. */
export const isGone = ({ preset }: Pick<StoredWebhook, 'preset'>, { gone, status, excerpt }: Outcome): boolean =>
  gone === true || (isChat(preset) && (status === 404 || excerpt === 'no_service'));

/** What follows from a failed request for the endpoint: people are told, or it is disabled. Whether it is still on. */
export async function judge(
  ctx: Context,
  { endpointId, failing }: StoredWebhook,
  { failingSince, failedRequests }: EndpointState,
  gone: boolean,
): Promise<boolean> {
  const failedFor = (ctx.now.getTime() - Date.parse(failingSince ?? ctx.now.toISOString())) / HOUR_MS;
  if (gone || (failedFor >= DISABLED_AFTER && failedRequests >= LEAST_FAILED)) {
    await disable(ctx, endpointId, gone ? 'gone' : 'failing');
    return false;
  }
  const hours = toldAfter.find((one) => one <= failedFor);
  if (failingSince !== undefined && hours !== undefined && hours > (failing?.hours ?? 0))
    await change(
      ctx,
      webhooks,
      endpointId,
      'fail',
      (now) => ({ ...now, failing: { since: failingSince, hours } }),
      silent,
    );
  return true;
}

/** A request has succeeded again. */
export const recovered = (ctx: Context, endpointId: Id<'webhook'>): Promise<Webhook> =>
  change(ctx, webhooks, endpointId, 'recover', (now) => ({ ...now, failing: undefined }), silent);

import { type Reply, reply } from '../http/reply.ts';
import type { Job } from '../job/job.schema.ts';
import { start } from '../job/job.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { knownType } from './catalogue.ts';
import { sendable } from './delivery.ts';
import { countFailed } from './replay-failed.ts';
import { countWanted, ReplayRange } from './replay-range.ts';
import type { ReplayDeliveries } from './webhook.schema.ts';

/**
 * Starts a job that sends all failed deliveries again, or what happened in a stretch of time; 202. With `dryRun` only
 * counts them, up to 10 000; 200. 409 for an endpoint that is disabled, or while it has another such job.
 */
export async function replayMany(
  ctx: Context,
  { endpointId, body }: { endpointId: Id<'webhook'>; body: ReplayDeliveries },
): Promise<Reply<Job | { count: number }>> {
  const { failed, dryRun, from, to, types } = body;
  types?.forEach((type, index) => knownType(type, `#/types/${index}`));
  const endpoint = await sendable(ctx, endpointId);
  if (failed) {
    if (dryRun) return reply(200, { count: await countFailed(ctx, endpointId) });
    return begin(ctx, endpointId, 'webhookReplayFailed', { endpointId, upTo: ctx.now.toISOString() });
  }
  const input = ReplayRange.parse({ endpointId, from, to, types });
  if (dryRun) return reply(200, { count: await countWanted(ctx, endpoint, input) });
  return begin(ctx, endpointId, 'webhookReplay', input);
}

async function begin(
  ctx: Context,
  endpointId: Id<'webhook'>,
  kind: 'webhookReplay' | 'webhookReplayFailed',
  input: object,
): Promise<Reply<Job>> {
  // What the same request is answered when it is repeated.
  if (ctx.idempotency) ctx.idempotency.status = 202;
  const places = { of: `webhookReplay#${endpointId}`, most: 1 };
  return reply(202, await start(ctx, kind, { ...input }, { permission: 'webhooks:write', places }));
}

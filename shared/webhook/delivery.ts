import { equal, listOf } from '../http/list.ts';
import { Problem } from '../http/problem.ts';
import { change, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { From, Steps, Stored } from '../kernel/store.ts';
import type { Delivery, DeliveryFilter, StoredDelivery } from './delivery.schema.ts';
import { deliveries, KEPT_DAYS } from './delivery.store.ts';
import { setState } from './state.store.ts';
import { wake } from './wake.ts';
import type { StoredWebhook } from './webhook.schema.ts';
import { webhooks } from './webhook.store.ts';
import { get } from './webhook.ts';

type Endpoint = { endpointId: Id<'webhook'> };
type One = Endpoint & { deliveryId: Id<'delivery'> };

const DAY_MS = 86_400_000;

const shown = (stored: StoredDelivery): Delivery => {
  const { deliveryId, endpointId, eventId, type, state, attempts, replay, placedAt, createdAt, updatedAt } = stored;
  const next = state === 'waiting' ? { nextAt: placedAt } : {};
  return { deliveryId, endpointId, eventId, type, state, attempts, replay, ...next, createdAt, updatedAt };
};

/** The days of a stretch, newest first. */
const daysOf = (from: Date, to: Date): string[] => {
  const [first, last] = [Math.floor(from.getTime() / DAY_MS), Math.floor(to.getTime() / DAY_MS)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    new Date((last - index) * DAY_MS).toISOString().slice(0, 10),
  );
};

/** The deliveries of an endpoint, day by day: an old day costs no more than a new one. */
async function* byDay(
  ctx: Context,
  endpointId: Id<'webhook'>,
  filter: DeliveryFilter,
  position: From,
): Steps<StoredDelivery> {
  const oldest = new Date(ctx.now.getTime() - KEPT_DAYS * DAY_MS);
  const asked = new Date(filter.from ?? oldest);
  const newest = new Date(filter.to ?? ctx.now);
  const partition = position.from?.['g2pk'];
  const begun = typeof partition === 'string' ? partition.slice(-'2026-11-30'.length) : '~';
  for (const day of daysOf(asked > oldest ? asked : oldest, newest < ctx.now ? newest : ctx.now)) {
    if (day > begun) continue;
    const from = day === begun ? position.from : undefined;
    yield* deliveries.by(ctx, 'ofDay', { endpointId, createdAt: day }, { ...position, from });
  }
}

/** Newest first; those of a lane come from it. */
export const list = (ctx: Context, input: Endpoint & DeliveryFilter & { limit: number; cursor?: string | undefined }) =>
  listed(ctx, input.endpointId)(ctx, input);

const listed = (_: Context, endpointId: Id<'webhook'>) =>
  listOf<DeliveryFilter, Stored<StoredDelivery>, Delivery>(
    `deliveries ${endpointId}`,
    {
      state: equal('state'),
      type: equal('type'),
      from: ({ createdAt }, wanted) => createdAt >= wanted,
      to: ({ createdAt }, wanted) => createdAt <= wanted,
    },
    async function* (ctx, filter, from) {
      await get(ctx, { endpointId });
      const { state } = filter;
      if (state === undefined || state === 'delivered') yield* byDay(ctx, endpointId, filter, from);
      else yield* deliveries.by(ctx, 'inLane', { endpointId, state }, from);
    },
    shown,
  );

/** A delivery of this endpoint; 404 for one of another. */
async function found(ctx: Context, { endpointId, deliveryId }: One): Promise<StoredDelivery> {
  const stored = await visible(ctx, deliveries, deliveryId);
  if (stored.endpointId !== endpointId) throw new Problem('not-found');
  return stored;
}

export async function getInFull(ctx: Context, one: One) {
  const stored = await found(ctx, one);
  return { ...shown(stored), request: { headers: stored.sentHeaders, body: stored.body }, log: stored.log };
}

/** An endpoint to which something may be sent; 409 for one that is disabled. */
export async function sendable(ctx: Context, endpointId: Id<'webhook'>): Promise<Stored<StoredWebhook>> {
  const endpoint = await visible(ctx, webhooks, endpointId);
  if (endpoint.status === 'disabled') throw new Problem('endpoint-disabled', 'Enable the webhook first.');
  return endpoint;
}

/** Has one delivery sent again, whatever became of it; one that is on its way is left as it is. */
export async function replay(ctx: Context, one: One): Promise<Delivery> {
  const { deliveryId, endpointId } = one;
  await found(ctx, one);
  await sendable(ctx, endpointId);
  const now = ctx.now.toISOString();
  const again = await change(
    // The whole of it is what a repeated request is answered with.
    { ...ctx, idempotency: undefined },
    deliveries,
    deliveryId,
    'replay',
    (stored) =>
      stored.state === 'sending'
        ? undefined
        : { ...stored, state: 'waiting' as const, replay: true, attempts: 0, placedAt: now, scheduledFrom: now },
    { silent: true },
  );
  await wake(ctx, endpointId);
  return shown(again);
}

/** Has what came while an endpoint was disabled sent again, behind what is due. */
export async function replaySkipped(ctx: Context, endpointId: Id<'webhook'>): Promise<void> {
  await setState(ctx, endpointId, (state) => ({
    ...state,
    replay: { ...state.replay, skipped: ctx.now.toISOString() },
  }));
  await wake(ctx, endpointId);
}

import { eachBatch } from '../kernel/batches.ts';
import { create } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { deterministicId } from '../kernel/ids.ts';
import { keptFor } from '../kernel/kept.ts';
import { ConditionFailed } from '../kernel/write.ts';
import { bodyOf } from '../webhook-sending/chat/body.ts';
import { wants } from './catalogue.ts';
import { deliveries } from './delivery.store.ts';
import { wake } from './wake.ts';
import type { StoredWebhook } from './webhook.schema.ts';
import { endpointsIn } from './webhook.store.ts';

/** An event as the bus tells it. */
export type Told = {
  type: string;
  detail: { eventId: string; at?: string | undefined; silent?: unknown };
  time?: string | undefined;
};

const PARALLEL = 16;

/** A company's endpoints, as they were at most 30 seconds ago. */
const kept = keptFor<StoredWebhook[]>(30_000);
const endpointsOf = (ctx: Context): Promise<StoredWebhook[]> =>
  kept.get(ctx.companyId, ctx.now.getTime(), () => endpointsIn(ctx));

/** Those of a company's events that any of its endpoints wants; none of an import that is not announced. */
export async function wantedOf<T extends Told>(ctx: Context, events: readonly T[]): Promise<T[]> {
  const endpoints = await endpointsOf(ctx);
  return events.filter(
    ({ type, detail }) => !detail.silent && endpoints.some((endpoint) => wants(endpoint, type, detail)),
  );
}

/**
 * Puts a delivery for each endpoint that wants an event, and has the endpoints looked at. An event that comes again finds
 * its deliveries: their ids follow from endpoint and event.
 */
export async function fanOut(ctx: Context, events: readonly Told[]): Promise<void> {
  const endpoints = await endpointsOf(ctx);
  const pairs = endpoints.flatMap((endpoint) =>
    events.filter(({ type, detail }) => wants(endpoint, type, detail)).map((event) => ({ endpoint, event })),
  );
  await eachBatch(pairs, { size: 1, parallel: PARALLEL }, async (batch) => {
    for (const { endpoint, event } of batch) await put(ctx, endpoint, event);
  });
  const awake = new Set(pairs.map(({ endpoint }) => endpoint).filter(({ status }) => status === 'enabled'));
  for (const { endpointId } of awake) await wake(ctx, endpointId);
}

/** The delivery of an event to an endpoint, from `at` on; the same event always makes the one with the same id. */
export function deliveryOf(ctx: Context, endpoint: StoredWebhook, { type, detail, time }: Told, at = ctx.now) {
  const { endpointId, status } = endpoint;
  const happened = detail.at ?? time;
  if (happened === undefined) throw new Error('an event says neither itself nor by the bus when it happened');
  const timestamp = new Date(happened).toISOString();
  const due = at.toISOString();
  return {
    deliveryId: deterministicId('delivery', new Date(happened), `${endpointId} ${detail.eventId}`),
    endpointId,
    eventId: detail.eventId,
    type,
    state: status === 'disabled' ? ('skipped' as const) : ('waiting' as const),
    attempts: 0,
    body: bodyOf(endpoint, { type, timestamp, data: detail, company: ctx.companyId }),
    log: [],
    placedAt: due,
    scheduledFrom: due,
  };
}

async function put(ctx: Context, endpoint: StoredWebhook, event: Told): Promise<void> {
  try {
    await create(ctx, deliveries, deliveryOf(ctx, endpoint, event));
  } catch (error) {
    // It has come before.
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

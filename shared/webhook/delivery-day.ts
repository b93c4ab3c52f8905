import { settingsOf } from '../company/settings.ts';
import { localDay } from '../kernel/calendar.ts';
import { set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { deterministicId, idTime } from '../kernel/ids.ts';
import { defineStore } from '../kernel/store.ts';
import { type Counters, excludedName, mergeCounters } from '../metrics/counters.ts';
import { tenthsName } from '../metrics/latency.ts';
import { DeliveryDay } from './delivery-day.schema.ts';
import { DELIVERY_DAYS } from './delivery-day.keys.ts';

const deliveryDays = defineStore('deliveryDay', DeliveryDay, {
  id: 'dayId',
  key: { pk: () => DELIVERY_DAYS, sk: ({ dayId }) => dayId },
  indexes: {},
});

/** A delivery that has reached an end: sent, or given up. */
export type Ended = {
  deliveryId: Id<'delivery'>;
  state: 'delivered' | 'failed';
  at: Date;
  /** Whether no request was made before the last one. */
  first: boolean;
  replay: boolean;
};

/**
 * What some ends add to the numbers. The latency is from the event, whose time the delivery's id bears, to its delivery.
 * Somebody wanted a replay, so it says nothing of how well the endpoint is reached.
 */
export function countersOf(ended: readonly Ended[]): Counters {
  const counters: Counters = {};
  const add = (name: string): void => void (counters[name] = (counters[name] ?? 0) + 1);
  for (const { deliveryId, state, at, first, replay } of ended) {
    if (replay) add(excludedName('ended', 'replay'));
    else if (state === 'failed') add('failed');
    else {
      add('delivered');
      if (first) add('first-try');
      add(tenthsName('latency', at.getTime() - idTime(deliveryId).getTime()));
    }
  }
  return counters;
}

/** Adds to an endpoint's day what ended in a sender's run: one write, however many these are. */
export async function countEnded(ctx: Context, endpointId: Id<'webhook'>, ended: readonly Ended[]): Promise<void> {
  if (ended.length === 0) return;
  const { timeZone, dayBoundary } = await settingsOf(ctx);
  const day = localDay(ctx.now, timeZone, dayBoundary);
  const dayId = deterministicId('deliveryDay', new Date(day), endpointId);
  const fresh = countersOf(ended);
  await set(
    ctx,
    deliveryDays,
    dayId,
    'count',
    (before) => ({ dayId, endpointId, day, counters: mergeCounters({ ...before?.counters }, fresh) }),
    { silent: true },
  );
}

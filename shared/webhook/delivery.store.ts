import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { defineStore } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { queryPages } from '../kernel/walk.ts';
import { StoredDelivery } from './delivery.schema.ts';

export const KEPT_DAYS = 30;

/** Where deliveries lie that something may still happen to, by what they wait for. */
export type Lane = 'waiting' | 'failed' | 'skipped';

const laneOf = ({ state }: Partial<StoredDelivery>): Lane | undefined => {
  if (state === 'delivered') return undefined;
  return state === 'sending' ? 'waiting' : state;
};

export const deliveries = defineStore('delivery', StoredDelivery, {
  id: 'deliveryId',
  key: { pk: ({ deliveryId }) => `whd#${deliveryId}`, sk: ({ deliveryId }) => deliveryId },
  indexes: {
    ofDay: {
      on: 'gsi2',
      pk: ({ endpointId, createdAt }) => endpointId && createdAt && `whl#${endpointId}#${createdAt.slice(0, 10)}`,
      sk: ({ deliveryId }) => deliveryId,
    },
    inLane: {
      on: 'gsi3',
      pk: (delivery) => delivery.endpointId && laneOf(delivery) && `whq#${delivery.endpointId}#${laneOf(delivery)}`,
      sk: ({ placedAt, deliveryId }) => `${placedAt}#${deliveryId}`,
    },
  },
  retention: ({ createdAt }) => new Date(Date.parse(createdAt) + KEPT_DAYS * 86_400_000),
});

export type Placed = { deliveryId: Id<'delivery'>; placedAt: string };
type Part = { after?: string | undefined; upTo?: string | undefined; size: number };

/** What lies in a lane of an endpoint, the earliest first, in pages; eventually consistent. */
export async function* inLane(
  ctx: Context,
  endpointId: string,
  lane: Lane,
  { after = '0', upTo = '9', size }: Part,
): AsyncGenerator<Placed[]> {
  const query = {
    IndexName: 'gsi3',
    KeyConditionExpression: 'g3pk = :pk AND g3sk BETWEEN :after AND :upTo',
    ExpressionAttributeValues: {
      ':pk': `${companyPrefix(ctx.companyId)}whq#${endpointId}#${lane}`,
      ':after': after,
      ':upTo': `${upTo}~`,
    },
    Limit: size,
  };
  for await (const steps of queryPages<{ g3sk: string }>(ctx, query, undefined)) {
    yield steps.flatMap(({ item }) => {
      const [placedAt = '', deliveryId = ''] = (item?.g3sk ?? '').split('#');
      return deliveryId ? [{ placedAt, deliveryId: deliveryId as Id<'delivery'> }] : [];
    });
  }
}

/** The earliest of a lane. */
export async function firstIn(
  ctx: Context,
  endpointId: string,
  lane: Lane,
  upTo?: string,
): Promise<Placed | undefined> {
  for await (const [first] of inLane(ctx, endpointId, lane, { upTo, size: 1 })) return first;
  return undefined;
}

/** How many lie in a lane, since before `upTo` where that is given; counted up to `most`. */
export async function countIn(
  ctx: Context,
  endpointId: string,
  lane: Lane,
  most: number,
  upTo?: string,
): Promise<number> {
  let count = 0;
  for await (const page of inLane(ctx, endpointId, lane, { upTo, size: 1_000 })) {
    count += page.length;
    if (count >= most) return most;
  }
  return count;
}

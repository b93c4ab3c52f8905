import { equal, listOf } from '../http/list.ts';
import { Problem } from '../http/problem.ts';
import { visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import type { HookDelivery, HookDeliveryFilter, StoredHookDelivery } from './delivery.schema.ts';
import { hookDeliveries, hooks } from './hook.store.ts';
import { settle } from './receive.ts';

type One = { hookId: Id<'hook'>; deliveryId: Id<'hookDelivery'> };
type Listed = { hookId: Id<'hook'> } & HookDeliveryFilter & { limit: number; cursor?: string | undefined };

/** What came in on a hook, newest first. */
export const list = (ctx: Context, input: Listed) => listed(input.hookId)(ctx, input);

const listed = (hookId: Id<'hook'>) =>
  listOf<HookDeliveryFilter, Stored<StoredHookDelivery>, HookDelivery>(
    `hook deliveries ${hookId}`,
    { state: equal('state') },
    async function* (ctx, _, from) {
      await visible(ctx, hooks, hookId);
      yield* hookDeliveries.by(ctx, 'ofHook', { hookId }, from);
    },
    (stored) => hookDeliveries.publicOf(stored),
  );

/** Takes a delivery by the mapping as it is now; `conflict` for one that is not kept any more. */
export async function replay(caller: Context, { hookId, deliveryId }: One): Promise<HookDelivery> {
  const ctx = { ...caller, idempotency: undefined };
  const hook = await visible(ctx, hooks, hookId);
  const { body, hookId: own, state } = await visible(ctx, hookDeliveries, deliveryId);
  if (own !== hookId) throw new Problem('not-found');
  if (body === undefined)
    throw new Problem('conflict', `The delivery is ${state}; only one that could not be taken is kept.`);
  return settle(ctx, hook, deliveryId, JSON.parse(body) as Record<string, unknown>);
}

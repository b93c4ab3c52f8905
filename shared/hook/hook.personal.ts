import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { eraseRecords, mentions, type Person, type PersonalKind } from '../kernel/personal.ts';
import { hookDeliveries, hooks } from './hook.store.ts';

const PER_READ = 100;

/** What other products have sent about a person and nobody has taken yet; such a body is kept for 30 days. */
async function idsOf(ctx: Context, person: Person): Promise<Id<'hookDelivery'>[]> {
  const ids: Id<'hookDelivery'>[] = [];
  for (const { hookId } of await hooks.every(ctx))
    for await (const steps of hookDeliveries.by(ctx, 'ofHook', { hookId }, { from: undefined, size: PER_READ }))
      for (const { item } of steps)
        if (item?.body !== undefined && mentions(item.body, person)) ids.push(item.deliveryId);
  return ids;
}

/** A delivery whose body is gone cannot be replayed: its sender has the response. */
export const hookDeliveryPersonal: PersonalKind = {
  kind: 'hookDelivery',
  async heldOf(ctx, person) {
    const found = await Promise.all((await idsOf(ctx, person)).map((id) => hookDeliveries.find(ctx, id)));
    return found.flatMap((one) => (one ? [{ ...hookDeliveries.publicOf(one), body: one.body }] : []));
  },
  erase: async (ctx, person) =>
    eraseRecords(ctx, hookDeliveries, await idsOf(ctx, person), (delivery) => ({ ...delivery, body: undefined })),
};

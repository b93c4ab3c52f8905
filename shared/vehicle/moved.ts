import { isThereStill } from '../customer/still-there.ts';
import { orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import type { Move, MovedRecords } from '../merge/kind.ts';
import { vehicleIdsOf } from './of-customer.ts';
import { vehicles } from './vehicle.store.ts';

/** The ownerships of the customer, by their ids. */
type Memo = { ownershipIds: string[] };

/** Points ownerships of a vehicle at another customer, those that `memo` names. */
async function pointed(ctx: Context, id: string, { from, to }: Move, memo?: Memo): Promise<void> {
  const vehicleId = asId('vehicle', id);
  if (!vehicleId) return;
  const moving = change(
    ctx,
    vehicles,
    vehicleId,
    'move',
    (before) => ({
      ...before,
      ownerships: before.ownerships.map((one) =>
        one.customerId === from && (memo?.ownershipIds.includes(one.ownershipId) ?? true)
          ? { ...one, customerId: to }
          : one,
      ),
    }),
    { also: async () => [isThereStill(ctx, { customerId: to })] },
  );
  await orNone(moving);
}

/** Vehicles that a customer owns or drives, or did. */
export const movedVehicles: MovedRecords<Memo> = {
  kind: 'vehicle',
  async find(ctx, of, most) {
    const ids = new Set<Id<'vehicle'>>();
    for await (const some of vehicleIdsOf(ctx, of)) {
      for (const vehicleId of some) ids.add(vehicleId);
      if (ids.size >= most) break;
    }
    return [...ids].slice(0, most);
  },
  async noted(ctx, id, { from }) {
    const vehicleId = asId('vehicle', id);
    const row = vehicleId && (await vehicles.find(ctx, vehicleId));
    if (!isThere(ctx, row)) return undefined;
    const theirs = row.ownerships.filter(({ customerId }) => customerId === from);
    return theirs.length > 0 ? { ownershipIds: theirs.map(({ ownershipId }) => ownershipId) } : undefined;
  },
  move: (ctx, id, move) => pointed(ctx, id, move),
  back: (ctx, id, { from, to }, memo) => pointed(ctx, id, { from: to, to: from }, memo),
};

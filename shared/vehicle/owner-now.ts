import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import { activeOwner } from './owners.ts';
import { vehicles } from './vehicle.store.ts';

/** The customer who owns a vehicle now; undefined where nobody does, or there is no such vehicle. Strongly consistent. */
export async function ownerOfVehicle(
  ctx: Context,
  { vehicleId }: { vehicleId: Id<'vehicle'> },
): Promise<Id<'customer'> | undefined> {
  const found = await vehicles.find(ctx, vehicleId);
  return isThere(ctx, found) ? activeOwner(found.ownerships)?.customerId : undefined;
}

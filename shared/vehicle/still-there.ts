import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { stillThere } from '../kernel/still-there.ts';
import { isThere } from '../kernel/store.ts';
import type { TransactItem } from '../kernel/write.ts';
import { vehicles } from './vehicle.store.ts';

type One = { vehicleId: Id<'vehicle'> };

/** For a transaction that writes something of a vehicle: it fails where that is gone meanwhile. */
export const isThereStill = (ctx: Context, { vehicleId }: One): TransactItem =>
  stillThere(vehicles.keyOf(ctx, vehicleId));

/** Whether there is such a vehicle; strongly consistent. */
export const isVehicle = async (ctx: Context, { vehicleId }: One): Promise<boolean> =>
  isThere(ctx, await vehicles.find(ctx, vehicleId));

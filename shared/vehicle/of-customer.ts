import { customerKey } from '../customer/customer.keys.ts';
import { orNone } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { partOf } from '../kernel/json.ts';
import { queryPages, walkPartition } from '../kernel/walk.ts';
import { VehicleOfCustomer } from './vehicle.schema.ts';
import { OF_CUSTOMER, vehicles, WAS_OF_CUSTOMER } from './vehicle.store.ts';

/** What a customer owns or drives now, so many at most; strongly consistent. */
export async function vehiclesOf(ctx: Context, customerId: Id<'customer'>, most: number): Promise<VehicleOfCustomer[]> {
  const query = {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :of)',
    ExpressionAttributeValues: { ':pk': customerKey(ctx, customerId).pk, ':of': OF_CUSTOMER },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: most,
  };
  const first = await queryPages<VehicleOfCustomer>(ctx, query, undefined).next();
  return (first.done ? [] : first.value).flatMap(({ item }) => (item ? [partOf(VehicleOfCustomer, item)] : []));
}

/** The ids of all vehicles that a customer has or had, some at a time, one as often as they had it; strongly consistent. */
export async function* vehicleIdsOf(ctx: Context, customerId: Id<'customer'>): AsyncGenerator<Id<'vehicle'>[]> {
  const between = [OF_CUSTOMER, `${WAS_OF_CUSTOMER}~`] as const;
  const pages = walkPartition<{ vehicleId: Id<'vehicle'> }>(ctx, customerKey(ctx, customerId).pk, { between });
  for await (const rows of pages) yield rows.map(({ vehicleId }) => vehicleId);
}

/** Takes a customer who is erased out of the people of each vehicle that they have or had, with the plate of what is theirs now. */
export async function forgetOwnerships(ctx: Context, customerId: Id<'customer'>): Promise<void> {
  for await (const ids of vehicleIdsOf(ctx, customerId))
    for (const vehicleId of new Set(ids))
      await orNone(
        change(ctx, vehicles, vehicleId, 'own', ({ ownerships, plate, ...before }) => {
          const theirs = ownerships.filter((one) => one.customerId === customerId);
          const isTheirs = theirs.some(({ to }) => to === undefined);
          const rest = ownerships.filter((one) => !theirs.includes(one));
          return { ...before, ownerships: rest, ...(!isTheirs && { plate }) };
        }),
      );
}

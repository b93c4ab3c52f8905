import type { PersonalKind } from '../kernel/personal.ts';
import { vehiclesOf } from './of-customer.ts';

/** More than anybody drives. */
const MOST = 1_000;

/** What a customer owns or drives; whoever is erased is no longer among the people of a vehicle, which stays. */
export const vehiclePersonal: PersonalKind = {
  kind: 'vehicle',
  heldOf: async (ctx, { customerIds }) =>
    (await Promise.all(customerIds.map((customerId) => vehiclesOf(ctx, customerId, MOST)))).flat(),
  erase: async () => 0,
};

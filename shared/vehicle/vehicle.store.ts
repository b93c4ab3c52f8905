import { customerPart } from '../customer/customer.keys.ts';
import { besideRows, type BesideRow } from '../kernel/beside-rows.ts';
import type { Context } from '../kernel/context.ts';
import { keyPart } from '../kernel/ids.ts';
import { compact, pick } from '../kernel/json.ts';
import { defineStore } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { takenRows } from '../kernel/taken-rows.ts';
import { nextDateAt } from './dates.ts';
import { Vehicle } from './vehicle.schema.ts';

type Company = Pick<Context, 'companyId'>;

/** Begins the sort keys of vehicles that lie with a customer. */
export const OF_CUSTOMER = 'veh#';
/** The same of those who had it: it is known to whom a vehicle leads, so that all of it can be erased. */
export const WAS_OF_CUSTOMER = 'vehx#';

/** A plate as it is compared: without spaces and hyphens, in capitals. */
export const plainPlate = (plate: string): string => plate.toUpperCase().replace(/[\s-]/g, '');

/** The row of a VIN; it says whose it is, and is written on condition that there is none. */
export const vinKey = ({ companyId }: Company, vin: string) => ({
  pk: `${companyPrefix(companyId)}id#vin#${vin.toLowerCase()}`,
  sk: 'vehicle',
});

/** A vehicle among those of its people, with all that they show of it; with who has it no more, that they had it alone. */
function placesOf({ companyId }: Company, vehicle: Vehicle | undefined): BesideRow[] {
  if (!vehicle) return [];
  const km = vehicle.odometer.at(-1)?.km;
  return vehicle.ownerships.map(({ customerId, ownershipId, ...own }) => {
    const pk = `${companyPrefix(companyId)}${customerPart(customerId)}`;
    const sk = `${vehicle.vehicleId}#${ownershipId}`;
    if (own.to !== undefined) return { pk, sk: `${WAS_OF_CUSTOMER}${sk}`, vehicleId: vehicle.vehicleId };
    return {
      pk,
      sk: `${OF_CUSTOMER}${sk}`,
      ...compact({
        ...pick(vehicle, ['vehicleId', 'vin', 'vinShort', 'year', 'make', 'model', 'plate']),
        ...pick(own, ['relationship', 'from', 'leaseEndDate', 'estimatedPayoffDate']),
        km,
      }),
    };
  });
}

export const vehicles = defineStore('vehicle', Vehicle, {
  id: 'vehicleId',
  key: { pk: () => 'veh', sk: ({ vehicleId }) => vehicleId },
  indexes: {
    byPlate: {
      on: 'gsi6',
      pk: ({ plate }) => plate && `plate#${keyPart(plainPlate(plate))}`,
      sk: ({ vehicleId }) => vehicleId,
    },
  },
  due: nextDateAt,
  // A plate leads to a person: whoever repeats a request is answered with the vehicle as it is then.
  repeated: ({ vehicleId }) => ({ vehicleId }),
  beside: (ctx, after, before) => {
    const keys = (one: Vehicle | undefined) => (one?.vin === undefined ? [] : [vinKey(ctx, one.vin)]);
    return [
      ...takenRows({ vehicleId: after.vehicleId }, keys(after), keys(before)),
      ...besideRows(placesOf(ctx, after), placesOf(ctx, before)),
    ];
  },
});

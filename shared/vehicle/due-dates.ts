import type { CrmSettings } from '../crm-settings/crm-settings.schema.ts';
import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import type { Context } from '../kernel/context.ts';
import type { DueKind } from '../kernel/due.ts';
import { dueRecords } from '../kernel/due-records.ts';
import { CLAIM } from '../kernel/events.ts';
import type { Stored } from '../kernel/store.ts';
import { datesOf, type NearDate, openDates } from './dates.ts';
import type { Vehicle } from './vehicle.schema.ts';
import { vehicles } from './vehicle.store.ts';

const LEASE_MS = 60_000;
/** Of what came near longer ago nobody is told: it was written down later, or is for the next date to say. */
const LATE_MS = 7 * 86_400_000;

/** Tells of a date that came near, as the settings want it; done twice it comes to the same. */
type Tell = (ctx: Context, vehicle: Vehicle, near: NearDate, wanted: CrmSettings['vehicleDates']) => Promise<void>;

/**
 * Vehicles of which the end of a lease or of payments comes near. What the settings want is told once for each date and number
 * of days; a date that is changed is another one.
 */
export const dueDates = (tell: Tell): DueKind<Stored<Vehicle>> =>
  dueRecords(vehicles, {
    leaseMs: LEASE_MS,
    // What is told of is another record, which has events of its own.
    action: CLAIM,
    act: async (ctx, row) => {
      const vehicle = vehicles.publicOf(row);
      const { vehicleDates } = await readCrmSettings(ctx);
      const near = openDates(vehicle).filter(({ at }) => at <= ctx.now.toISOString());
      for (const one of near) {
        const isFresh = ctx.now.getTime() - Date.parse(one.at) <= LATE_MS;
        if (isFresh && vehicleDates.daysBefore.includes(one.daysBefore)) await tell(ctx, vehicle, one, vehicleDates);
      }
      // Dates that are the vehicle's no more are forgotten.
      const names = new Set(datesOf(vehicle).map(({ name }) => name));
      const told = [...(vehicle.datesTold ?? []), ...near.map(({ name }) => name)];
      return { datesTold: told.filter((name) => names.has(name)) };
    },
  });

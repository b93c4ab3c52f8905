import { type DaysBefore, daysBefore } from '../crm-settings/crm-settings.schema.ts';
import type { Ownership, Vehicle } from './vehicle.schema.ts';

const DAY_MS = 86_400_000;
/** A task is made in the morning of Europe, before anybody in America begins. */
const HOUR_MS = 3_600_000;
const HOUR = 6;

/** An end of a lease, or of payments, that comes near: so many days before it, which is at an instant. */
export type NearDate = {
  customerId: Ownership['customerId'];
  what: 'leaseEnd' | 'payoff';
  /** The date itself, YYYY-MM-DD. */
  on: string;
  daysBefore: DaysBefore;
  at: string;
  /** The same date of the same person, whatever else changes. */
  name: string;
};

/** All dates of those who own a vehicle now, alone or together; whoever only drives it is asked nothing. */
export const datesOf = ({ ownerships }: Pick<Vehicle, 'ownerships'>): NearDate[] =>
  ownerships
    .filter(({ status, relationship }) => status === 'active' && relationship !== 'driver')
    .flatMap(({ ownershipId, customerId, leaseEndDate, estimatedPayoffDate }) =>
      (
        [
          ['leaseEnd', leaseEndDate],
          ['payoff', estimatedPayoffDate],
        ] as const
      ).flatMap(([what, on]) =>
        on === undefined
          ? []
          : daysBefore.map((days) => ({
              customerId,
              what,
              on,
              daysBefore: days,
              at: new Date(Date.parse(on) - days * DAY_MS + HOUR * HOUR_MS).toISOString(),
              name: `${ownershipId} ${what} ${on} ${days}`,
            })),
      ),
    );

/** Dates of which nobody was told yet. */
export const openDates = (vehicle: Pick<Vehicle, 'ownerships' | 'datesTold'>): NearDate[] => {
  const told = new Set(vehicle.datesTold);
  return datesOf(vehicle).filter(({ name }) => !told.has(name));
};

/** When the next of them comes near; undefined where none does. */
export const nextDateAt = (vehicle: Pick<Vehicle, 'ownerships' | 'datesTold'>): string | undefined =>
  openDates(vehicle)
    .map(({ at }) => at)
    .toSorted()[0];

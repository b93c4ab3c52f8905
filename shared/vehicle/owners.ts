import { type FieldError, invalid, Problem } from '../http/problem.ts';
import { MOST_BESIDE, MOST_OWNERSHIPS, type Ownership } from './vehicle.schema.ts';

/** Whether somebody has a vehicle at an instant. */
export const holdsAt = ({ from, to }: Ownership, at: string): boolean => from <= at && (to === undefined || at < to);

const isActive = ({ status, to }: Ownership): boolean => status === 'active' && to === undefined;

/** The owner whom a vehicle has now. */
export const activeOwner = (all: readonly Ownership[]): Ownership | undefined =>
  all.find((one) => one.relationship === 'owner' && isActive(one));

/** Refuses (400) what cannot be said together of an ownership. */
export function refuseUnfit(one: Ownership): void {
  const { purchaseDate, leaseEndDate, estimatedPayoffDate, from, to } = one;
  const before = (date: string | undefined): boolean =>
    date !== undefined && purchaseDate !== undefined && date < purchaseDate;
  const errors: (FieldError | false)[] = [
    before(leaseEndDate) && { pointer: '#/leaseEndDate', detail: 'must not lie before the purchase' },
    before(estimatedPayoffDate) && { pointer: '#/estimatedPayoffDate', detail: 'must not lie before the purchase' },
    to !== undefined && to < from && { pointer: '#/to', detail: 'must not lie before it began' },
  ];
  const found = errors.filter((error) => error !== false);
  if (found.length > 0) throw invalid(...found);
}

/** The people of a vehicle with one more; 409 where it has an owner, or as many others as it may. */
export function withOne(all: readonly Ownership[], one: Ownership): Ownership[] {
  refuseUnfit(one);
  const owner = one.relationship === 'owner' ? activeOwner(all) : undefined;
  if (owner)
    throw new Problem('conflict', 'The vehicle has an owner already; it is handed on by a transfer.', {
      about: { ownershipId: owner.ownershipId },
    });
  // Nobody owned it with another at one time, also in the past.
  const early = all.find((other) => other.relationship === 'owner' && (other.to ?? '') > one.from);
  if (one.relationship === 'owner' && early)
    throw new Problem('conflict', 'The vehicle had another owner then.', { about: { ownershipId: early.ownershipId } });
  const beside = all.filter((other) => other.relationship !== 'owner' && isActive(other));
  if (one.relationship !== 'owner' && beside.length >= MOST_BESIDE)
    throw new Problem('conflict', `A vehicle has at most ${MOST_BESIDE} drivers and co-owners.`);
  if (one.relationship !== 'owner' && beside.some(({ customerId }) => customerId === one.customerId))
    throw new Problem('conflict', 'The customer has the vehicle already.');
  if (all.length >= MOST_OWNERSHIPS)
    throw new Problem('conflict', `A vehicle keeps at most ${MOST_OWNERSHIPS} people.`);
  return [...all, one].toSorted((first, second) => first.from.localeCompare(second.from));
}

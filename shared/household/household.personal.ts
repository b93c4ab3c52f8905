import type { PersonalKind } from '../kernel/personal.ts';
import { householdOf } from './of-customer.ts';

/** The household of a customer; whoever is erased leaves it, and its name where that is theirs. */
export const householdPersonal: PersonalKind = {
  kind: 'household',
  async heldOf(ctx, { customerIds, called }) {
    const found = await Promise.all(
      customerIds.map((customerId) => householdOf(ctx, { customerId, displayName: called[0] ?? '' })),
    );
    // Who else lives there is not theirs to be told.
    return found.flatMap((one) =>
      one ? [{ ...one, members: one.members.filter(({ customerId }) => customerIds.includes(customerId)) }] : [],
    );
  },
  erase: async () => 0,
};

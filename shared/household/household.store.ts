import { customerPart } from '../customer/customer.keys.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { defineStore } from '../kernel/store.ts';
import { companyPrefix } from '../kernel/table.ts';
import { takenRows } from '../kernel/taken-rows.ts';
import { Household } from './household.schema.ts';

/** The row of a person who is in a household; there is one at most. It says in which. */
export const membershipKey = ({ companyId }: Pick<Context, 'companyId'>, customerId: Id<'customer'>) => ({
  pk: `${companyPrefix(companyId)}${customerPart(customerId)}`,
  sk: 'household',
});

type Said = Pick<Household, 'members'> & { deletedAt?: string };
const keysOf = (ctx: Context, household: Said | undefined) =>
  household && household.deletedAt === undefined
    ? household.members.map(({ customerId }) => membershipKey(ctx, customerId))
    : [];

export const households = defineStore('household', Household, {
  id: 'householdId',
  key: { pk: ({ householdId }) => `hh#${householdId}`, sk: ({ householdId }) => householdId },
  indexes: {},
  beside: (ctx, after, before) =>
    takenRows({ householdId: after.householdId }, keysOf(ctx, after), keysOf(ctx, before)),
  // Its name may be that of a person.
  repeated: ({ householdId }) => ({ householdId }),
});

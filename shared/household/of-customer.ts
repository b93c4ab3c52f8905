import { namesOfCustomers } from '../customer/names.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import type { SeenHousehold } from './household.schema.ts';
import { households } from './household.store.ts';
import { householdIdOf } from './leave.ts';

/** So many members are read with what they are called. */
const NAMED = 4;

type Member = SeenHousehold['members'][number];
/** The head first, then whoever joined first. */
const rankOf = ({ customerId, joinedAt }: Member, headId: string): string => (customerId === headId ? '' : joinedAt);

/** The household of a person, whose own name is known, with what its members are called; undefined where they are in none. */
export async function householdOf(
  ctx: Context,
  { customerId, displayName: own }: { customerId: Id<'customer'>; displayName: string },
): Promise<SeenHousehold | undefined> {
  const householdId = await householdIdOf(ctx, customerId);
  const found = householdId && (await households.find(ctx, householdId));
  if (!found || !isThere(ctx, found)) return undefined;
  const { name, headId, members } = found;
  const byRank = members.toSorted((one, other) => rankOf(one, headId).localeCompare(rankOf(other, headId)));
  const named = byRank.slice(0, NAMED);
  const names = await namesOfCustomers(
    ctx,
    named.flatMap((one) => (one.customerId === customerId ? [] : [one.customerId])),
    { ConsistentRead: false },
  );
  return {
    householdId: found.householdId,
    ...(name !== undefined && { name }),
    headId,
    members: [
      ...named.flatMap((one) => {
        const displayName = one.customerId === customerId ? own : names.get(one.customerId)?.displayName;
        return displayName === undefined ? [] : [{ ...one, displayName }];
      }),
      ...byRank.slice(NAMED),
    ],
  };
}

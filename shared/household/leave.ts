import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { orNone, Problem } from '../http/problem.ts';
import { change, ended } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import { tableName } from '../kernel/table.ts';
import { containsWords, wordsIn } from '../kernel/words.ts';
import type { Household } from './household.schema.ts';
import { households, membershipKey } from './household.store.ts';

type Row = Stored<Household>;

/** The household that a person is in; undefined where there is none. Strongly consistent. */
export async function householdIdOf(ctx: Context, customerId: Id<'customer'>): Promise<Id<'household'> | undefined> {
  const Key = membershipKey(ctx, customerId);
  const { Item } = await ctx.db.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return Item?.['householdId'] as Id<'household'> | undefined;
}

/** A deleted household; its name, which may be that of a person, goes at once. */
export const gone = (ctx: Context, household: Row): Row => ended(ctx, { ...household, name: undefined });

/** A household without one of its members; undefined without any. The longest member is its head where there is none. */
function without({ members, ...household }: Row, customerId: Id<'customer'>): Row | undefined {
  const rest = members.filter((one) => one.customerId !== customerId);
  const [longest] = rest.toSorted((one, other) => one.joinedAt.localeCompare(other.joinedAt));
  if (!longest) return undefined;
  const headId = household.headId === customerId ? longest.customerId : household.headId;
  return { ...household, headId, members: rest };
}

const action = (_: Household, after: Household & { deletedAt?: string }): string =>
  after.deletedAt === undefined ? 'edit' : 'delete';

/** Takes a person out of a household; 404 where they are not in it. `names` are those by which it is no longer called. */
export async function leave(
  ctx: Context,
  { householdId, customerId }: { householdId: Id<'household'>; customerId: Id<'customer'> },
  names: readonly (string | undefined)[] = [],
): Promise<undefined> {
  await change(ctx, households, householdId, action, (before) => {
    if (!before.members.some((one) => one.customerId === customerId)) throw new Problem('not-found');
    const after = without(before, customerId);
    if (!after) return gone(ctx, before);
    const isNamedAfter = [...wordsIn(names)].some((word) => containsWords([after.name], [word]));
    return isNamedAfter ? { ...after, name: undefined } : after;
  });
}

/** Takes a person who is gone out of their household, and their names out of its name. */
export async function forgetMembership(
  ctx: Context,
  customerId: Id<'customer'>,
  names: readonly (string | undefined)[],
): Promise<void> {
  const householdId = await householdIdOf(ctx, customerId);
  if (householdId !== undefined) await orNone(leave(ctx, { householdId, customerId }, names));
}

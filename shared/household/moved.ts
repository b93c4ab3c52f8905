import { change, set } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { isThere, type Stored } from '../kernel/store.ts';
import { orNone } from '../http/problem.ts';
import type { Move, MovedRecords } from '../merge/kind.ts';
import type { Household } from './household.schema.ts';
import { households } from './household.store.ts';
import { householdIdOf, leave } from './leave.ts';

/** The household as it was, and whether the survivor took the place in it. */
type Memo = { was: Pick<Household, 'householdId' | 'headId' | 'members' | 'name'>; isTaken: boolean };

const isIn = ({ members }: Pick<Household, 'members'>, id: Id<'customer'>): boolean =>
  members.some(({ customerId }) => customerId === id);

/** A household in which one member stands in the place of another. */
const swapped = (household: Stored<Household>, { from, to }: Move): Stored<Household> => ({
  ...household,
  headId: household.headId === from ? to : household.headId,
  members: household.members.map((one) => (one.customerId === from ? { ...one, customerId: to } : one)),
});

const swap = (ctx: Context, householdId: Id<'household'>, move: Move): Promise<unknown> =>
  orNone(
    change(ctx, households, householdId, 'move', (before) =>
      isIn(before, move.from) ? swapped(before, move) : undefined,
    ),
  );

/** The household of a person. Whoever is in one already stays there, and takes no second place. */
export const movedHouseholds: MovedRecords<Memo> = {
  kind: 'household',
  async find(ctx, of) {
    const householdId = await householdIdOf(ctx, of);
    return householdId === undefined ? [] : [householdId];
  },
  async noted(ctx, id, { from, to }) {
    const householdId = asId('household', id);
    const row = householdId && (await households.find(ctx, householdId));
    if (!isThere(ctx, row) || !isIn(row, from)) return undefined;
    const { headId, members, name } = row;
    const was = { householdId: row.householdId, headId, members, ...(name !== undefined && { name }) };
    return { was, isTaken: (await householdIdOf(ctx, to)) === undefined };
  },
  async move(ctx, id, move) {
    const householdId = asId('household', id);
    if (!householdId) return;
    if ((await householdIdOf(ctx, move.to)) === undefined) await swap(ctx, householdId, move);
    else await orNone(leave(ctx, { householdId, customerId: move.from }));
  },
  async back(ctx, id, { from, to }, { was, isTaken }) {
    const householdId = asId('household', id);
    // Whoever is in another one since stays there.
    if (!householdId || (await householdIdOf(ctx, from)) !== undefined) return;
    if (isTaken) return void (await swap(ctx, householdId, { from: to, to: from }));
    const place = was.members.find(({ customerId }) => customerId === from);
    if (!place) return;
    const isGone = !isThere(ctx, await households.find(ctx, householdId));
    await set(ctx, households, householdId, isGone ? 'create' : 'move', (before) => {
      if (!before) return { ...was, members: [place], headId: from };
      if (isIn(before, from)) return before;
      return {
        ...before,
        members: [...before.members, place],
        headId: was.headId === from ? from : before.headId,
      };
    });
  },
};

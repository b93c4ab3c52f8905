import { get as customerOf } from '../customer/customer.ts';
import { isThereStill } from '../customer/still-there.ts';
import { type FieldError, invalid, orNone, Problem } from '../http/problem.ts';
import { batchGet } from '../kernel/batch-get.ts';
import { change, create as createRecord, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { asId, type Id } from '../kernel/id-kinds.ts';
import { compact } from '../kernel/json.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { idFor, verbsOf } from '../kernel/verbs.ts';
import { type CreateHousehold, type Household, MOST_MEMBERS } from './household.schema.ts';
import { households, membershipKey } from './household.store.ts';
import { gone, leave } from './leave.ts';

type One = { householdId: Id<'household'>; ifMatch?: number | undefined };
/** Somebody who is to be a member, and where the caller has named them. */
type Named = { customerId: Id<'customer'>; pointer: string };

/** Refuses (400) whoever is no individual among the customers. */
async function refuseOthers(ctx: Context, named: readonly Named[]): Promise<void> {
  const errors = await Promise.all(
    named.map(async ({ customerId, pointer }): Promise<FieldError[]> => {
      const customer = await orNone(customerOf(ctx, { customerId }));
      return customer?.type === 'individual' ? [] : [{ pointer, detail: 'must be an individual among the customers' }];
    }),
  );
  if (errors.flat().length > 0) throw invalid(...errors.flat());
}

/** Refuses (409) whoever is in another household, and names that. */
async function refuseTaken(ctx: Context, named: readonly Named[]): Promise<void> {
  const keys = new Map(named.map((one) => [membershipKey(ctx, one.customerId).pk, one.pointer]));
  const rows = await batchGet(
    ctx,
    named.map(({ customerId }) => membershipKey(ctx, customerId)),
    { ConsistentRead: true },
  );
  const [row] = rows;
  if (row)
    throw new Problem('conflict', 'A person is in one household at most.', {
      errors: rows.map(({ pk, householdId }) => ({
        pointer: keys.get(String(pk)) ?? '#',
        detail: `is in ${String(householdId)}`,
      })),
      about: { householdId: String(row['householdId']) },
    });
}

/**
 * Makes a household of individuals; 400 for who is none, 409 for who is in another one. Of several at once that want one person,
 * one is made.
 */
export const create = (ctx: Context, { body }: { body: CreateHousehold }): Promise<Household> =>
  retryOnConflict(ctx, async () => {
    const { name, headId, members } = body;
    const head = { customerId: headId, pointer: '#/headId' };
    const others = members.map((customerId, at) => ({ customerId, pointer: `#/members/${at}` }));
    const all = [...new Map([...others, head].map((one) => [one.customerId, one])).values()];
    await Promise.all([refuseOthers(ctx, all), refuseTaken(ctx, all)]);
    const joinedAt = ctx.now.toISOString();
    const draft = {
      householdId: idFor(ctx, 'household'),
      name,
      headId,
      members: all.map(({ customerId }) => ({ customerId, joinedAt })),
    };
    return createRecord(ctx, households, compact(draft), { also: all.map((one) => isThereStill(ctx, one)) });
  });

export const { get, edit } = verbsOf(households, {
  settle: (_, after) => {
    if (!after.members.some(({ customerId }) => customerId === after.headId))
      throw invalid({ pointer: '#/headId', detail: 'must be a member of the household' });
    return after;
  },
});

/** Deletes a household; its members stay customers, and are free to be in another one. */
export async function remove(ctx: Context, { householdId, ifMatch }: One): Promise<undefined> {
  await change(ctx, households, householdId, 'delete', (before) => gone(ctx, before), { ifMatch });
}

/** Takes a person into a household; whoever is in it stays as they are. 409 for who is in another one. */
export const addMember = (
  ctx: Context,
  { householdId, body: { customerId } }: One & { body: { customerId: Id<'customer'> } },
): Promise<Household> => {
  const named = [{ customerId, pointer: '#/customerId' }];
  return change(
    ctx,
    households,
    householdId,
    'edit',
    async (before) => {
      if (before.members.some((one) => one.customerId === customerId)) return undefined;
      await Promise.all([refuseOthers(ctx, named), refuseTaken(ctx, named)]);
      if (before.members.length >= MOST_MEMBERS)
        throw new Problem('conflict', `A household has at most ${MOST_MEMBERS} members.`);
      return { ...before, members: [...before.members, { customerId, joinedAt: ctx.now.toISOString() }] };
    },
    { also: async () => [isThereStill(ctx, { customerId })] },
  );
};

/** Takes a person out of a household; 404 where they are not in it. */
export const removeMember = (
  ctx: Context,
  { householdId, customerId }: One & { customerId: Id<'customer'> },
): Promise<undefined> => leave(ctx, { householdId, customerId });

/** An answer about households. Of one that was made under an Idempotency-Key only the id is kept. */
export async function seen(ctx: Context, body: unknown): Promise<unknown> {
  const names = Object.keys((body ?? {}) as object);
  const { householdId = '' } = (body ?? {}) as { householdId?: string };
  const id = names.length === 1 ? asId('household', householdId) : undefined;
  return id ? households.publicOf(await visible(ctx, households, id)) : body;
}

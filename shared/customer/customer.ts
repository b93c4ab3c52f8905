import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import type { CrmSettings } from '../crm-settings/crm-settings.schema.ts';
import { merged } from '../fields/patch.schema.ts';
import { Problem } from '../http/problem.ts';
import {
  change,
  create as createRecord,
  remove as removeRecord,
  restore as restoreRecord,
  visible,
} from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import type { Stored } from '../kernel/store.ts';
import { idFor } from '../kernel/verbs.ts';
import { expectKnown, type Named as NamedPerson } from '../people/known.ts';
import { type CreateCustomer, type Customer, type EditCustomer, StoredCustomer } from './customer.schema.ts';
import { customers } from './customer.store.ts';
import { refuseTaken } from './external-ids.ts';
import { limitsOf } from '../limits/limits.ts';
import { unseenOf } from './masked.ts';
import { isStopped, tellSenders } from './reach.ts';
import { checked, settled, writtenOf } from './settle.ts';
import { survivor } from './survivor.ts';
import { isTooMany } from './token-rows.ts';

type One = { customerId: Id<'customer'>; ifMatch?: number | undefined };
/** Settings that are read already, where many customers are written. */
type Known = { settings?: CrmSettings };

const ownerOf = (customer: Pick<StoredCustomer, 'ownerId'> | undefined): NamedPerson[] =>
  customer?.ownerId === undefined ? [] : [{ userId: customer.ownerId, pointer: '#/ownerId' }];

const stays = new Set([
  'version',
  'createdAt',
  'updatedAt',
  'createdBy',
  'restrictedAt',
  'acknowledgements',
  'mergedFrom',
]);
/** A stored customer without what it says itself: all of that comes anew with each change. */
const withoutWords = (before: object | undefined): object =>
  Object.fromEntries(
    Object.entries(before ?? {}).filter(([name]) => !(name in StoredCustomer.shape) || stays.has(name)),
  );

/**
 * What a customer says from now on; 400 for what the settings or the list of people forbid, 409 for an external id of
 * another customer. The store refuses such an id once more as it writes, for those who come at the same moment. Writes nothing.
 */
export async function draftOf(
  ctx: Context,
  customerId: Id<'customer'>,
  written: CreateCustomer,
  before: Stored<StoredCustomer> | undefined,
  { settings }: Known,
): Promise<StoredCustomer> {
  const { topics } = await limitsOf(ctx);
  const draft = settled(ctx, written, { ...(settings ?? (await readCrmSettings(ctx))), topics }, before);
  const after = { ...withoutWords(before), ...draft, customerId } as StoredCustomer;
  await Promise.all([expectKnown(ctx, ownerOf(after), ownerOf(before)), refuseTaken(ctx, after, before)]);
  return isTooMany(after, before) ? { ...after, wordsBehind: (before?.wordsBehind ?? 0) + 1 } : after;
}

/** As {@link draftOf}, and tells senders whom they must not write to any more. */
async function drafted(...given: Parameters<typeof draftOf>): Promise<StoredCustomer> {
  const [ctx] = given;
  const after = await draftOf(...given);
  // Before the customer is written: who must not be written to is not, also where this is interrupted.
  const { doNotContact } = after;
  if (doNotContact?.value) await tellSenders(ctx, after, { doNotContact: true, at: doNotContact.at });
  return after;
}

/** A customer whose id is settled already, and how its making is named for events. */
type Named = { customerId?: Id<'customer'>; action?: string };

/** Makes a customer. Of several at once with one external id, one is made; the others are refused with its id. */
export const create = (
  ctx: Context,
  { body, customerId, action, ...known }: { body: CreateCustomer } & Named & Known,
): Promise<Customer> =>
  retryOnConflict(ctx, async () => {
    const draft = await drafted(ctx, customerId ?? idFor(ctx, 'customer'), body, undefined, known);
    return createRecord(ctx, customers, draft, action === undefined ? {} : { action });
  });

/** A stored customer as callers see it. */
export const publicCustomer = (row: Stored<StoredCustomer>): Customer => customers.publicOf(row);

/** One customer by its id, or by that of one that was merged into it; 404 where there is none. */
export const getByAnyId = async (ctx: Context, { customerId }: One): Promise<Customer> =>
  customers.publicOf(await survivor(ctx, customerId));

/** One customer; 404 where there is none, or none any more. */
export const get = async (ctx: Context, { customerId }: One): Promise<Customer> =>
  customers.publicOf(await visible(ctx, customers, customerId));

const actionOf = (before: StoredCustomer, after: StoredCustomer): string =>
  before.status === after.status ? 'edit' : 'status';

/** A customer after a change, and whether anything of it differs from before. */
type Rewritten = { customer: Customer; changed: boolean };

/**
 * Writes down what a customer says from now on, by what it says as it is written; checked as a new customer is. Tells whoever
 * sends, where that is permitted again.
 */
export async function rewrite(
  ctx: Context,
  { customerId, ifMatch }: One,
  written: (before: Stored<StoredCustomer>) => CreateCustomer,
  known: Known,
  { action = actionOf, ...options }: { evenIfEqual?: boolean; action?: string | typeof actionOf } = {},
): Promise<Rewritten> {
  let was: Stored<StoredCustomer> | undefined;
  let freed = false;
  const customer = await change(
    ctx,
    customers,
    customerId,
    action,
    async (before) => {
      const after = (await drafted(ctx, customerId, written(before), before, known)) as Stored<StoredCustomer>;
      was = before;
      freed = isStopped(before) && !isStopped(after);
      return after;
    },
    { ifMatch, ...options },
  );
  if (was && freed) await tellSenders(ctx, was, { doNotContact: false, at: ctx.now.toISOString() });
  return { customer, changed: customer.version !== was?.version };
}

type Editing = One & { body: EditCustomer } & Known;

/** As {@link edit}, and says whether anything was changed. */
export const patch = (ctx: Context, { body, settings, ...one }: Editing): Promise<Rewritten> =>
  rewrite(ctx, one, (before) => checked(merged(writtenOf(before), body)), settings ? { settings } : {});

/** Applies a merge patch; what comes of it is checked as a new customer is. */
export const edit = async (ctx: Context, input: Editing): Promise<Customer> => (await patch(ctx, input)).customer;

/** Replaces all that a customer says. What the caller may not see of it stays where it is not given anew. */
export const put = async (ctx: Context, { body, ...one }: One & { body: CreateCustomer }): Promise<Customer> => {
  const written = (before: Stored<StoredCustomer>) =>
    checked({ ...(merged(unseenOf(ctx, writtenOf(before)), body) as object) });
  return (await rewrite(ctx, one, written, {}, { evenIfEqual: true })).customer;
};

/** Replaces what the person wishes; what the caller may not see of it stays. */
export async function putPreferences(
  ctx: Context,
  { body, ...one }: One & { body: NonNullable<Customer['preferences']> },
) {
  const written = (before: Stored<StoredCustomer>) => {
    const said = writtenOf(before);
    return checked({ ...said, preferences: merged(unseenOf(ctx, said)['preferences'], body) });
  };
  return (await rewrite(ctx, one, written, {}, { action: 'preferences' })).customer.preferences ?? {};
}

/** Stops every sender for a customer, or lets them write again. */
export async function putDoNotContact(
  ctx: Context,
  { body, ...one }: One & { body: { value: boolean; reason?: string | undefined } },
) {
  const written = (before: Stored<StoredCustomer>) => checked({ ...writtenOf(before), doNotContact: body });
  const { customer } = await rewrite(ctx, one, written, {}, { action: 'doNotContact' });
  if (!customer.doNotContact) throw new Error('what was written is not there');
  return customer.doNotContact;
}

/** Deletes a customer; it can be restored for 30 days. Its external ids are free at once. */
export const remove = (ctx: Context, { customerId, ifMatch }: One): Promise<undefined> =>
  removeRecord(ctx, customers, customerId, { ifMatch }).then(() => undefined);

/** Takes a deletion back; 409 where another customer has an external id of this one by now. */
export const restore = (ctx: Context, { customerId, ifMatch }: One): Promise<Customer> =>
  restoreRecord(ctx, customers, customerId, {
    ifMatch,
    check: async ({ lastAction, customerId: id, externalIds }) => {
      if (lastAction === 'erase') throw new Problem('not-found');
      await refuseTaken(ctx, { customerId: id, externalIds });
    },
  });

import { unseenOf } from '../customer/masked.ts';
import { isStopped, settledReach, tellSenders, writtenReach } from '../customer/reach.ts';
import { readCrmSettings } from '../crm-settings/crm-settings.ts';
import { merged } from '../fields/patch.schema.ts';
import { invalid, Problem } from '../http/problem.ts';
import { parsedAs } from '../http/request.ts';
import { change, create as createRecord, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { compact, pick } from '../kernel/json.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import type { Stored } from '../kernel/store.ts';
import { idFor } from '../kernel/verbs.ts';
import type {
  Contact,
  CreateContact,
  CreatePosition,
  EditContact,
  EditPosition,
  StoredContact,
} from './contact.schema.ts';
import { PutContact } from './contact.schema.ts';
import { contacts } from './contact.store.ts';
import { areThereStill, refuseOtherPerson, refuseUnfit } from './placed.ts';
import { withPrimary } from './positions.ts';
import { todayOf } from './today.ts';

type Row = Stored<StoredContact>;
type One = { contactId: Id<'contact'>; ifMatch?: number | undefined };

const said = (): (keyof PutContact)[] => Object.keys(PutContact.shape) as (keyof PutContact)[];

/** What a contact says of the person, as a caller would write it. */
function writtenOf(contact: StoredContact): Record<string, unknown> {
  const { emails, phones, doNotContact, ...rest } = pick<StoredContact, keyof PutContact>(contact, said());
  return { ...rest, ...writtenReach({ emails, phones, doNotContact }) };
}

/** What was written, checked as the body that replaces a contact is; 400 with a pointer for each error. */
const checked = (written: unknown): PutContact => parsedAs(PutContact, written);

/** What is stored of what was written of a person; 400 for numbers that are none, and for a person who is no individual. */
async function drafted(ctx: Context, written: PutContact, before?: Row) {
  const { emails, phones, doNotContact, ...rest } = written;
  const { defaultCountry } = await readCrmSettings(ctx);
  const { reach, errors } = settledReach(ctx, { emails, phones, doNotContact }, defaultCountry, { before });
  if (errors.length > 0) throw invalid(...errors);
  await refuseOtherPerson(ctx, written, before);
  // Before the contact is written: who must not be written to is not, also where this is interrupted.
  if (reach.doNotContact?.value) await tellSenders(ctx, reach, { doNotContact: true, at: reach.doNotContact.at });
  const names = [written.firstName, written.lastName].filter((part) => part !== undefined);
  return { ...rest, ...reach, displayName: names.join(' ') };
}

/** Makes a contact, with positions where some are given; 400 for a business that is none. */
export const create = (ctx: Context, { body }: { body: CreateContact }): Promise<Contact> =>
  retryOnConflict(ctx, async () => {
    const { positions: given = [], ...written } = body;
    const today = await todayOf(ctx);
    const numbered = given.map((one, at) => ({ ...one, n: at + 1, from: one.from ?? today }));
    const positions = withPrimary(numbered, today, numbered.findLast(({ primary }) => primary)?.n);
    const draft = { ...(await drafted(ctx, written)), contactId: idFor(ctx, 'contact'), positions };
    await refuseUnfit(ctx, draft as unknown as StoredContact, undefined, ({ n }) => `#/positions/${n - 1}`);
    return createRecord(ctx, contacts, compact(draft), { also: areThereStill(ctx, draft, undefined) });
  });

/** One contact; 404 where there is none. */
export const get = async (ctx: Context, { contactId }: One): Promise<Contact> =>
  contacts.publicOf(await visible(ctx, contacts, contactId));

type Rewriting = { evenIfEqual?: boolean; action?: string | ((before: StoredContact, after: StoredContact) => string) };

function alter(
  ctx: Context,
  { contactId, ifMatch }: One,
  next: (before: Row) => Promise<Partial<StoredContact>>,
  { action = 'edit', ...options }: Rewriting = {},
): Promise<Contact> {
  return change(ctx, contacts, contactId, action, async (before) => ({ ...before, ...(await next(before)) }), {
    ifMatch,
    ...options,
    also: async (before, after) => areThereStill(ctx, after, before),
  });
}

async function rewrite(
  ctx: Context,
  one: One,
  written: (before: Row) => PutContact,
  how?: Rewriting,
): Promise<Contact> {
  let was: Row | undefined;
  const contact = await alter(
    ctx,
    one,
    async (before) => {
      was = before;
      const nothing = Object.fromEntries(said().map((name) => [name, undefined]));
      return { ...nothing, ...(await drafted(ctx, written(before), before)) };
    },
    how,
  );
  if (was && isStopped(was) && !isStopped(contact))
    await tellSenders(ctx, was, { doNotContact: false, at: ctx.now.toISOString() });
  return contact;
}

/** Applies a merge patch; what comes of it is checked as a new contact is. */
export const edit = (ctx: Context, { body, ...one }: One & { body: EditContact }): Promise<Contact> =>
  rewrite(ctx, one, (before) => checked(merged(writtenOf(before), body)));

/** Replaces what a contact says of the person. Positions stay, and what the caller may not see where it is not given anew. */
export const put = (ctx: Context, { body, ...one }: One & { body: PutContact }): Promise<Contact> =>
  rewrite(ctx, one, (before) => checked(compact(merged(unseenOf(ctx, writtenOf(before)), body) as object)), {
    evenIfEqual: true,
  });

/** Gives a contact a position; 400 where the business is none, or the superior is at another. */
export const addPosition = (ctx: Context, { body, ...one }: One & { body: CreatePosition }): Promise<Contact> =>
  alter(ctx, one, async (before) => {
    const today = await todayOf(ctx);
    const n = before.positions.length + 1;
    const added = { ...body, n, from: body.from ?? today };
    const positions = withPrimary([...before.positions, added], today, body.primary ? n : undefined);
    await refuseUnfit(ctx, { ...before, positions: positions.map(compact) }, before, () => '#');
    return { positions: positions.map(compact) };
  });

const ends = (before: StoredContact, after: StoredContact): string =>
  after.positions.some(({ to }, at) => to !== undefined && to !== before.positions[at]?.to) ? 'endPosition' : 'edit';

type OnePosition = One & { n: string; body: EditPosition };

/** Changes a position of a contact, or ends it; null clears what may be absent. 404 where there is no such position. */
export const editPosition = (ctx: Context, { body, n, ...one }: OnePosition): Promise<Contact> =>
  alter(
    ctx,
    one,
    async (before) => {
      const number = Number(n);
      const old = before.positions.find((position) => position.n === number);
      if (!old) throw new Problem('not-found');
      const today = await todayOf(ctx);
      const now = compact({ ...old, ...body, from: body.from ?? old.from }) as typeof old;
      const some = before.positions.map((position) => (position === old ? now : position));
      const positions = withPrimary(some, today, body.primary ? number : undefined);
      await refuseUnfit(ctx, { ...before, positions }, before, () => '#');
      return { positions };
    },
    { action: ends },
  );

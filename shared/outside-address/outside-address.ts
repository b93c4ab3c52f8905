import { equal, listOf } from '../http/list.ts';
import { Problem } from '../http/problem.ts';
import { change, remove as removeRecord, set, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import type { NamedAddress, OutsideAddress, OutsideAddressFilter } from './outside-address.schema.ts';
import { addressIdOf, MOST_ADDRESSES, outsideAddresses } from './outside-address.store.ts';

const DAY_MS = 86_400_000;
/** An address that has not answered is asked again after so many days at the soonest; one that wanted no more, later. */
const ASK_AGAIN_DAYS = 7;
const AFTER_STOP_DAYS = 30;

type One = { addressId: OutsideAddress['addressId']; ifMatch?: number | undefined };

export const list = listOf<OutsideAddressFilter, OutsideAddress>(
  'outside-addresses',
  { state: equal('state') },
  (ctx, _, from) => outsideAddresses.all(ctx, from),
  (one) => one,
);

/**
 * Takes note of addresses that something of the company's names. One that is new is to be asked by mail, which whoever hears
 * of that does; any other stays as it is, whatever it has answered. Done twice it is done once.
 */
export async function noteAddresses(ctx: Context, emails: readonly string[]): Promise<void> {
  for (const email of emails) {
    const addressId = addressIdOf(ctx, email);
    const fresh = { addressId, email, state: 'pending' as const, askedAt: ctx.now.toISOString() };
    try {
      await set(ctx, outsideAddresses, addressId, 'ask', (before) => before ?? fresh);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'conflict') throw error;
      // It is shown as pending with whatever names it.
      return ctx.log.warn('no more outside addresses are taken', { company: ctx.companyId });
    }
  }
}

/** Refuses addresses of which a company would have too many; what it knows already counts once. */
export async function expectRoom(ctx: Context, emails: readonly string[]): Promise<void> {
  const found = await Promise.all(emails.map((email) => outsideAddresses.find(ctx, addressIdOf(ctx, email))));
  const fresh = found.filter((one) => !isThere(ctx, one)).length;
  if (fresh === 0 || (await outsideAddresses.every(ctx)).length + fresh <= MOST_ADDRESSES) return;
  throw new Problem('conflict', `A company has at most ${MOST_ADDRESSES} outside addresses.`);
}

/** How addresses stand that something names; one that nobody has taken note of yet is pending. */
export const statesOf = (ctx: Context, emails: readonly string[]): Promise<NamedAddress[]> =>
  Promise.all(
    emails.map(async (email) => {
      const addressId = addressIdOf(ctx, email);
      const found = await outsideAddresses.find(ctx, addressId);
      return { email, addressId, state: isThere(ctx, found) ? found.state : 'pending' };
    }),
  );

/** Those of some addresses to which mail may be sent. */
export const confirmedAmong = (ctx: Context, emails: readonly string[]): Promise<OutsideAddress[]> =>
  confirmed(
    ctx,
    emails.map((email) => addressIdOf(ctx, email)),
  );

/** The same of addresses by their ids. */
export async function confirmed(
  ctx: Context,
  addressIds: readonly OutsideAddress['addressId'][],
): Promise<OutsideAddress[]> {
  const found = await Promise.all([...new Set(addressIds)].map((id) => outsideAddresses.find(ctx, id)));
  return found
    .filter((one) => isThere(ctx, one))
    .filter(({ state }) => state === 'confirmed')
    .map((one) => outsideAddresses.publicOf(one));
}

/** Has an address asked once more. */
export const ask = (ctx: Context, { addressId, ifMatch }: One): Promise<OutsideAddress> =>
  change(
    ctx,
    outsideAddresses,
    addressId,
    'ask',
    (before) => {
      const { state, askedAt, endedAt = '' } = before;
      const longAgo = (at: string, days: number): boolean =>
        at <= new Date(ctx.now.getTime() - days * DAY_MS).toISOString();
      if (state === 'confirmed') throw new Problem('conflict', 'The address has agreed already.');
      if (state === 'complained') throw new Problem('conflict', 'The address has reported a mail as unwanted.');
      if (!longAgo(askedAt, ASK_AGAIN_DAYS))
        throw new Problem('conflict', `The address was asked less than ${ASK_AGAIN_DAYS} days ago.`);
      if (state === 'stopped' && !longAgo(endedAt, AFTER_STOP_DAYS))
        throw new Problem('conflict', `The address has wanted no mail since less than ${AFTER_STOP_DAYS} days.`);
      return { ...before, state: 'pending' as const, askedAt: ctx.now.toISOString(), endedAt: undefined };
    },
    { ifMatch },
  );

/** Forgets an address; one that wants no mail stays known, or the next rule that names it would have it asked anew. */
export async function remove(ctx: Context, { addressId, ifMatch }: One): Promise<undefined> {
  const { state } = await visible(ctx, outsideAddresses, addressId);
  if (state === 'stopped' || state === 'complained')
    throw new Problem('conflict', 'The address wants no mail, which has to stay known.');
  await removeRecord(ctx, outsideAddresses, addressId, { ifMatch });
  return undefined;
}

/** The address agrees to get mail, in the language that it reads. Done twice it is done once. */
export const confirm = (
  ctx: Context,
  { addressId, language }: Pick<OutsideAddress, 'addressId' | 'language'>,
): Promise<OutsideAddress> =>
  change(ctx, outsideAddresses, addressId, 'confirm', (before) =>
    before.state === 'confirmed'
      ? undefined
      : { ...before, state: 'confirmed' as const, language, confirmedAt: ctx.now.toISOString(), endedAt: undefined },
  );

/** The address wants no more mail of the company, whatever names it. Done twice it is done once. */
export const stop = (ctx: Context, { addressId }: Pick<OutsideAddress, 'addressId'>): Promise<OutsideAddress> =>
  change(ctx, outsideAddresses, addressId, 'stop', (before) =>
    before.state === 'stopped' ? undefined : { ...before, state: 'stopped' as const, endedAt: ctx.now.toISOString() },
  );

import { describe, expect, test } from 'vitest';
import { again } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import { aContext } from '../testing/context.ts';
import { recordAddressMailEvent } from './mail-event.ts';
import type { OutsideAddress } from './outside-address.schema.ts';
import { outsideAddresses } from './outside-address.store.ts';
import { ask, confirm, confirmedAmong, list, noteAddresses, remove, statesOf, stop } from './outside-address.ts';
import { aNamed, anAgreed } from './testing/given.ts';

type AddressId = OutsideAddress['addressId'];
const EMAIL = 'on-call@example.com';
const inDays = (ctx: Context, days: number): Context => ({
  ...again(ctx),
  now: new Date(ctx.now.getTime() + days * 86_400_000),
});
const stateOf = async (ctx: Context, addressId: AddressId) => (await outsideAddresses.find(ctx, addressId))?.state;
const listed = async (ctx: Context) => (await list(ctx, { limit: 100 })).items;
/** SES tells of a mail to an address. */
const happens = (ctx: Context, addressId: AddressId, said: object) =>
  recordAddressMailEvent(again(ctx), { mail: { tags: { company: [ctx.companyId], address: [addressId] } }, ...said });
const bounce = (ctx: Context, bounceType = 'Permanent') => ({
  bounce: { bounceType, timestamp: ctx.now.toISOString() },
});
const complaint = (ctx: Context) => ({ complaint: { timestamp: ctx.now.toISOString() } });

describe('an outside address', () => {
  test('is one record however often it is named, by whatever letters, also by many at once', async () => {
    const ctx = aContext();
    await Promise.all(['on-call@example.com', 'On-Call@Example.com'].map((email) => aNamed(ctx, email)));
    await aNamed(ctx, EMAIL);
    expect(await listed(ctx)).toMatchObject([{ state: 'pending', version: 1 }]);
  });

  test('that has answered stays as it is when it is named again', async () => {
    const ctx = aContext();
    const addressId = await anAgreed(ctx, EMAIL);
    await aNamed(ctx, EMAIL);
    expect(await stateOf(ctx, addressId)).toBe('confirmed');
    await stop(again(ctx), { addressId });
    await aNamed(ctx, EMAIL);
    expect(await stateOf(ctx, addressId)).toBe('stopped');
  });

  test('gets mail only while it has agreed, and in its own company alone', async () => {
    const [ctx, other] = [aContext(), aContext()];
    await aNamed(other, EMAIL);
    const addressId = await aNamed(ctx, EMAIL);
    expect(await confirmedAmong(ctx, [EMAIL])).toEqual([]);
    await confirm(again(ctx), { addressId, language: 'de' });
    expect(await confirmedAmong(ctx, ['ON-CALL@example.com'])).toMatchObject([{ email: EMAIL, language: 'de' }]);
    expect(await confirmedAmong(other, [EMAIL])).toEqual([]);
    await stop(again(ctx), { addressId });
    expect(await confirmedAmong(ctx, [EMAIL])).toEqual([]);
    expect(await statesOf(ctx, [EMAIL, 'new@example.com'])).toMatchObject([
      { email: EMAIL, addressId, state: 'stopped' },
      { email: 'new@example.com', state: 'pending' },
    ]);
  });

  test('agrees twice as once, and so it stops', async () => {
    const ctx = aContext();
    const addressId = await anAgreed(ctx, EMAIL);
    expect((await confirm(inDays(ctx, 1), { addressId, language: 'fr' })).version).toBe(2);
    expect((await stop(again(ctx), { addressId })).version).toBe(3);
    expect((await stop(inDays(ctx, 1), { addressId })).version).toBe(3);
  });
});

describe('asking once more', () => {
  test('is refused within seven days, of one that has agreed, and within 30 days of one that wanted no more', async () => {
    const ctx = aContext();
    const addressId = await aNamed(ctx, EMAIL);
    await expect(ask(inDays(ctx, 6.9), { addressId })).rejects.toMatchObject({ code: 'conflict' });
    expect(await ask(inDays(ctx, 7), { addressId })).toMatchObject({ state: 'pending' });
    await confirm(inDays(ctx, 8), { addressId, language: 'en' });
    await expect(ask(inDays(ctx, 90), { addressId })).rejects.toMatchObject({ code: 'conflict' });
    await stop(inDays(ctx, 90), { addressId });
    await expect(ask(inDays(ctx, 119), { addressId })).rejects.toMatchObject({ code: 'conflict' });
    expect(await ask(inDays(ctx, 120), { addressId })).toMatchObject({ state: 'pending' });
  });

  test('of one that has complained is refused for ever', async () => {
    const ctx = aContext();
    const addressId = await aNamed(ctx, EMAIL);
    await happens(ctx, addressId, complaint(inDays(ctx, 1)));
    await expect(ask(inDays(ctx, 900), { addressId })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('removing', () => {
  test('is refused of one that wants no mail, so that nobody can have it asked anew by naming it', async () => {
    const ctx = aContext();
    const [stopped, pending] = [await aNamed(ctx, EMAIL), await aNamed(ctx, 'b@example.com')];
    await stop(again(ctx), { addressId: stopped });
    await expect(remove(again(ctx), { addressId: stopped })).rejects.toMatchObject({ code: 'conflict' });
    await remove(again(ctx), { addressId: pending });
    expect(await listed(ctx)).toMatchObject([{ addressId: stopped }]);
  });
});

describe('what SES tells of an address', () => {
  test('marks it once it came back for good or complained, and a transient bounce does not', async () => {
    const ctx = aContext();
    const [one, other] = [await anAgreed(ctx, EMAIL), await anAgreed(ctx, 'b@example.com')];
    const later = inDays(ctx, 1);
    await happens(ctx, one, bounce(later, 'Transient'));
    expect(await stateOf(ctx, one)).toBe('confirmed');
    for (let times = 0; times < 2; times++) await happens(ctx, one, bounce(later));
    await happens(ctx, other, complaint(later));
    await happens(ctx, other, bounce(later));
    expect([await stateOf(ctx, one), await stateOf(ctx, other)]).toEqual(['bounced', 'complained']);
    expect(await outsideAddresses.find(ctx, one)).toMatchObject({ revision: 3 });
    expect(await confirmedAmong(ctx, [EMAIL, 'b@example.com'])).toEqual([]);
  });

  test('from before it was asked last says nothing, and of one that is removed nothing is noted', async () => {
    const ctx = aContext();
    const addressId = await aNamed(ctx, EMAIL);
    await ask(inDays(ctx, 10), { addressId });
    await happens(ctx, addressId, bounce(inDays(ctx, 9)));
    expect(await stateOf(ctx, addressId)).toBe('pending');
    await remove(again(ctx), { addressId });
    await happens(ctx, addressId, bounce(inDays(ctx, 11)));
    expect(await listed(ctx)).toEqual([]);
  });
});

test('no more than 500 addresses of a company are taken, and nothing else fails because of that', async () => {
  const ctx = aContext();
  const many = Array.from({ length: 500 }, (_, index) => `a${index}@example.com`);
  for (let at = 0; at < many.length; at += 100) await noteAddresses(again(ctx), many.slice(at, at + 100));
  await noteAddresses(again(ctx), ['one-more@example.com', 'a1@example.com']);
  const counted = await outsideAddresses.every(ctx);
  expect(counted).toHaveLength(500);
}, 120_000);

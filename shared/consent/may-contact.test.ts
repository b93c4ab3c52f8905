import { describe, expect, test } from 'vitest';
import { CreateCustomer } from '../customer/customer.schema.ts';
import { create } from '../customer/customer.ts';
import { again } from '../feedback/testing/given.ts';
import { admit } from '../gate/admit.ts';
import type { Purpose } from '../gate/refusal.ts';
import type { Context } from '../kernel/context.ts';
import { commit } from '../kernel/write.ts';
import { PutLimits } from '../limits/limits.schema.ts';
import { putLimits } from '../limits/limits.ts';
import { aContext } from '../testing/context.ts';
import { CreateConsent } from './consent.schema.ts';
import { create as writeConsent } from './consent.ts';
import { mayContact } from './may-contact.ts';

const [a, b] = ['anna@example.com', 'huber@example.com'];
// 23:10 in New York, 04:10 in London.
const night = new Date('2026-11-21T04:10:00.000Z');
const DAY = 86_400_000;
const after = (ctx: Context, days: number): Context => ({
  ...again(ctx),
  now: new Date(ctx.now.getTime() + days * DAY),
});

/** A customer in New York with two addresses who agreed to advertising by mail and to calls. */
async function aCustomer(limits: object, preferences: object = {}) {
  const ctx = aContext({ now: night });
  await putLimits(again(ctx), { body: PutLimits.parse(limits) });
  const said = {
    type: 'individual',
    lastName: 'Huber',
    emails: [{ address: a }, { address: b }],
    phones: [{ number: '+436641234567', consentToCall: true }],
    preferences: { timeZone: 'America/New_York', ...preferences },
  };
  const { customerId } = await create(again(ctx), { body: CreateCustomer.parse(said) });
  const yes = { purpose: 'marketing', channel: 'email', state: 'granted', basis: 'consent', source: 'web form' };
  await writeConsent(again(ctx), { customerId, body: CreateConsent.parse({ ...yes, textVersion: '1' }) });
  const asked = (when: Context, purpose: Purpose = 'marketing') =>
    mayContact(when, { customerId, purpose, channel: 'email' });
  /** Counts a mail as a sender does. */
  const sent = async (when: Context, email: string, id: string): Promise<void> => {
    const admission = await admit(when, {
      id,
      email,
      purpose: 'marketing',
      channel: 'email',
      timeZone: 'Europe/London',
    });
    expect(admission).toHaveProperty('writes');
    await commit(when, 'writes' in admission ? admission.writes : []);
  };
  return { ctx, asked, sent };
}

test('a cap that leaves no place closes its channel at every address, says when one is free, and another channel is chosen', async () => {
  const { ctx, asked, sent } = await aCustomer({ caps: [{ channel: 'email', max: 2, days: 7 }] });
  await sent(ctx, a, 'm1');
  expect(await asked(after(ctx, 1))).toEqual({
    allowed: true,
    channelChoice: { channel: 'email', reason: 'mail is permitted' },
  });
  await sent(after(ctx, 1), b, 'm2');
  expect(await asked(after(ctx, 2))).toEqual({
    allowed: false,
    reason: 'frequency_cap',
    rule: 'channel=email max=2 days=7',
    nextEligibleAt: after(ctx, 7).now.toISOString(),
    channelChoice: { channel: 'phone', reason: 'the first that is permitted' },
  });
  // What caps are not about passes, and so does what is asked as of an earlier day.
  expect(await asked(after(ctx, 2), 'service')).toMatchObject({ allowed: true });
  expect(await asked(after(ctx, 0.5))).toMatchObject({ allowed: true });
  expect(await asked(after(ctx, 7))).toMatchObject({ allowed: true });
});

test('what the person wishes tightens the caps', async () => {
  const { ctx, asked, sent } = await aCustomer({ caps: [] }, { frequency: 'weekly' });
  await sent(ctx, a, 'm1');
  expect(await asked(after(ctx, 1))).toMatchObject({ reason: 'frequency_cap', rule: 'frequency=weekly' });
});

test('at 23:10 in the recipient’s zone nothing may be sent until 09:00 there, and no channel is left out for it', async () => {
  const { ctx, asked } = await aCustomer({ quietHours: { from: '22:00', to: '09:00' } });
  const morning = new Date('2026-11-21T14:00:00.000Z');
  expect(await asked(ctx)).toEqual({
    allowed: false,
    reason: 'quiet_hours',
    rule: 'quietHours=22:00-09:00',
    nextEligibleAt: morning.toISOString(),
    channelChoice: { channel: 'email', reason: 'mail is permitted' },
  });
  expect(await asked({ ...again(ctx), now: morning })).toMatchObject({ allowed: true });
});

test('a place that becomes free at night is offered in the morning', async () => {
  const { ctx, asked, sent } = await aCustomer({ caps: [{ max: 1, days: 7 }] });
  await sent(ctx, a, 'm1');
  await putLimits(again(ctx), {
    body: PutLimits.parse({ caps: [{ max: 1, days: 7 }], quietHours: { from: '22:00', to: '09:00' } }),
  });
  expect(await asked(after(ctx, 1.5))).toMatchObject({
    reason: 'frequency_cap',
    nextEligibleAt: '2026-11-28T14:00:00.000Z',
  });
});

describe('a letter', () => {
  const home = { lines: ['Herrengasse 5'], city: 'Graz', postalCode: '8010', country: 'AT' };
  const toHome = async (addresses: object[], consents: object[] = [], more: object = {}) => {
    const ctx = aContext({ now: night });
    await putLimits(again(ctx), { body: PutLimits.parse({ quietHours: { from: '22:00', to: '09:00' } }) });
    const said = { type: 'individual', lastName: 'Huber', addresses, ...more };
    const { customerId } = await create(again(ctx), { body: CreateCustomer.parse(said) });
    const entry = { purpose: 'marketing', channel: 'mail', basis: 'consent', source: 'form', textVersion: '1' };
    for (const one of consents)
      await writeConsent(again(ctx), { customerId, body: CreateConsent.parse({ ...entry, ...one }) });
    return (purpose: Purpose) => mayContact(again(ctx), { customerId, purpose, channel: 'mail' });
  };

  test('needs a postal address that is in use, with a line, a place and a country', async () => {
    const none = { allowed: false, reason: 'no_address', rule: 'a postal address is needed' };
    for (const addresses of [
      [],
      [{ city: 'Graz' }],
      [{ ...home, validTo: '2026-10-31' }],
      [{ ...home, validFrom: '2027-01-01' }],
    ])
      expect(await (await toHome(addresses))('service')).toMatchObject(none);
    expect(await (await toHome([{ city: 'Graz' }, home]))('service')).toMatchObject({
      allowed: true,
      channelChoice: { channel: 'mail', reason: 'the first that is permitted' },
    });
  });

  test('goes out by night, is advertising only with a consent to letters, and stops where the person said no', async () => {
    const granted = { state: 'granted' };
    expect(await (await toHome([home], [granted]))('marketing')).toMatchObject({ allowed: true });
    expect(await (await toHome([home]))('marketing')).toMatchObject({ reason: 'no_consent' });
    expect(await (await toHome([home], [{ state: 'denied' }]))('marketing')).toMatchObject({ reason: 'opted_out' });
    const stopped = { doNotContact: { value: true } };
    expect(await (await toHome([home], [granted], stopped))('service')).toMatchObject({ reason: 'do_not_contact' });
    const asked = await toHome([home], [granted], {
      emails: [{ address: a }],
      preferences: { preferredMethod: 'mail' },
    });
    expect(await asked('marketing')).toMatchObject({ channelChoice: { channel: 'mail', reason: 'preferred' } });
  });
});

test('a channel without an address says what is missing', async () => {
  const ctx = aContext();
  const { customerId } = await create(again(ctx), {
    body: CreateCustomer.parse({ type: 'individual', lastName: 'H' }),
  });
  const asked = (channel: 'phone' | 'email' | 'push') =>
    mayContact(again(ctx), { customerId, purpose: 'service', channel });
  expect(await asked('phone')).toMatchObject({ reason: 'no_address', rule: 'a phone number is needed' });
  expect(await asked('email')).toMatchObject({ rule: 'an e-mail address is needed' });
  expect(await asked('push')).toMatchObject({ channelChoice: { channel: null, reason: 'no channel is permitted' } });
});

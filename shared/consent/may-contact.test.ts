import { expect, test } from 'vitest';
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
    channelChoice: { channel: 'email', reason: 'the first that is permitted' },
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
    channelChoice: { channel: 'email', reason: 'the first that is permitted' },
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

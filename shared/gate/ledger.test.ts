import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noteAddress, setContactPreferences } from '../consent/address-news.ts';
import { create as writeConsent, currentConsents } from '../consent/consent.ts';
import { CreateConsent, purposes } from '../consent/consent.schema.ts';
import { consentTo, isNo } from '../consent/current.ts';
import { mayContact } from '../consent/may-contact.ts';
import { contactPreferences, setAddress } from '../contact-preference/contact-preference.ts';
import { CreateCustomer, EditCustomer } from '../customer/customer.schema.ts';
import { create, edit, putDoNotContact } from '../customer/customer.ts';
import { again } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import { baseClient } from '../kernel/table.ts';
import { aContext } from '../testing/context.ts';
import { gate } from './gate.ts';
import type { Purpose } from './refusal.ts';

const [a, b, later] = ['anna@example.com', 'huber@example.com', 'anna.huber@example.com'];
const number = '+436641234567';

/** A customer with two addresses and a number, on a clock of which each step is a second. */
async function aCustomer(body: object = {}) {
  const ctx = aContext();
  let steps = 0;
  const now = (): Context => ({ ...again(ctx), now: new Date(ctx.now.getTime() + steps++ * 1_000) });
  const said = { type: 'individual', lastName: 'Huber', emails: [{ address: a }, { address: b }], ...body };
  const { customerId } = await create(now(), { body: CreateCustomer.parse(said) });
  const say = (state: string, purpose: Purpose, more: object = {}) => {
    const text = state === 'granted' ? { textVersion: '2026-1' } : {};
    const entry = { purpose, channel: 'email', state, basis: 'consent', source: 'web form', ...text, ...more };
    return writeConsent(now(), { customerId, body: CreateConsent.parse(entry) });
  };
  const stateOf = async (purpose: Purpose) =>
    consentTo(await currentConsents(now(), { customerId }), { purpose, channel: 'email' })?.state;
  return { ctx, now, customerId, say, stateOf };
}
const reasonOf = async (ctx: Context, email: string, purpose: Purpose) =>
  (await gate(ctx, { email, purpose, channel: 'email' }))?.reason ?? 'allowed';

describe('the gate reads the ledger of whoever has the address', () => {
  test('a denial or withdrawal stops senders of that purpose at every address of the customer, and no others', async () => {
    const { now, say } = await aCustomer();
    await say('withdrawn', 'survey');
    for (const email of [a, b]) expect(await reasonOf(now(), email, 'survey')).toBe('opted_out');
    for (const email of [a, b]) expect(await reasonOf(now(), email, 'service')).toBe('allowed');
    await say('denied', 'service');
    for (const email of [a, b]) expect(await reasonOf(now(), email, 'service')).toBe('opted_out');
    await say('granted', 'survey');
    for (const email of [a, b]) expect(await reasonOf(now(), email, 'survey')).toBe('allowed');
  });

  test('an address that is added later obeys an earlier refusal', async () => {
    const { now, customerId, say } = await aCustomer();
    await say('withdrawn', 'survey');
    await setContactPreferences(now(), { email: a, optedOut: true });
    expect(await reasonOf(now(), later, 'survey')).toBe('allowed');
    const body = EditCustomer.parse({ emails: [{ address: later }] });
    await edit(now(), { customerId, body });
    expect(await reasonOf(now(), later, 'survey')).toBe('opted_out');
    expect(await reasonOf(now(), later, 'marketing')).toBe('opted_out');
  });

  test('a customer whom the sender knows by id is asked for, also at an address that they do not have', async () => {
    const { now, customerId, say } = await aCustomer({ externalIds: [{ id: 'C-1' }] });
    await say('denied', 'survey');
    for (const id of [customerId, 'C-1']) {
      const message = { customerId: id, email: 'new@example.com', purpose: 'survey', channel: 'email' } as const;
      expect(await gate(now(), message)).toMatchObject({ reason: 'opted_out', rule: 'survey by email denied' });
    }
  });

  test('of several who have one address, the one who said no decides', async () => {
    const { now, say } = await aCustomer();
    const other = { type: 'individual', lastName: 'Huber', firstName: 'Bert', emails: [{ address: a }] };
    await create(now(), { body: CreateCustomer.parse(other) });
    await say('granted', 'marketing');
    expect(await reasonOf(now(), a, 'marketing')).toBe('allowed');
    await say('withdrawn', 'marketing');
    expect(await reasonOf(now(), a, 'marketing')).toBe('opted_out');
  });

  test('costs two requests for who is no customer, and four for who is one', async () => {
    const { now, say } = await aCustomer();
    await say('granted', 'survey');
    let requests = 0;
    const counting = (next: (args: unknown) => unknown) => (args: unknown) => {
      requests++;
      return next(args);
    };
    baseClient().middlewareStack.add(counting as never, { step: 'initialize', name: 'requests' });
    const costOf = async (email: string): Promise<number> => {
      requests = 0;
      await gate(now(), { email, purpose: 'survey', channel: 'email' });
      return requests;
    };
    try {
      expect([await costOf('nobody@example.com'), await costOf(a)]).toEqual([2, 4]);
    } finally {
      baseClient().middlewareStack.remove('requests');
    }
  });
});

describe('what becomes known of an address stands in the ledger of its customer', () => {
  test('a consent to surveys, or none', async () => {
    const { now, stateOf } = await aCustomer();
    await setContactPreferences(now(), { email: a, consent: false });
    expect(await stateOf('survey')).toBe('denied');
    expect(await reasonOf(now(), b, 'survey')).toBe('opted_out');
    expect(await contactPreferences(now(), b)).toMatchObject({ consent: false });
    await setContactPreferences(now(), { email: b, consent: true });
    expect(await stateOf('survey')).toBe('granted');
    expect(await reasonOf(now(), a, 'survey')).toBe('allowed');
  });

  test('an opt-out withdraws surveys and advertising; taken back, it gives back what it took', async () => {
    const { now, say, stateOf } = await aCustomer();
    const optOut = (optedOut: boolean) => setContactPreferences(now(), { email: a, optedOut });
    await optOut(true);
    expect([await stateOf('survey'), await stateOf('marketing')]).toEqual(['withdrawn', 'withdrawn']);
    await optOut(false);
    expect([await stateOf('survey'), await stateOf('marketing')]).toEqual(['granted', 'withdrawn']);
    await say('granted', 'marketing');
    await optOut(true);
    await optOut(false);
    expect([await stateOf('survey'), await stateOf('marketing')]).toEqual(['granted', 'granted']);
    await say('denied', 'survey');
    await optOut(true);
    await optOut(false);
    expect(await stateOf('survey')).toBe('denied');
    expect(await reasonOf(now(), a, 'survey')).toBe('opted_out');
  });

  test('the same news again adds nothing, and of an address that several have its row alone tells', async () => {
    const { ctx, now, customerId, stateOf } = await aCustomer();
    const facts = { optedOut: true, consent: false };
    const at = new Date(ctx.now.getTime() + 500).toISOString();
    for (let delivery = 0; delivery < 2; delivery++)
      await noteAddress(now(), { email: a, facts, at, source: 'page of a survey' });
    expect(await currentConsents(now(), { customerId })).toHaveLength(2);
    const other = { type: 'individual', lastName: 'Huber', firstName: 'Bert', emails: [{ address: b }] };
    await create(now(), { body: CreateCustomer.parse(other) });
    await setContactPreferences(now(), { email: b, consent: true });
    expect(await stateOf('survey')).toBe('withdrawn');
    expect(await reasonOf(now(), b, 'survey')).toBe('opted_out');
    await noteAddress(now(), {
      email: b,
      customerId,
      facts: { optedOut: false },
      at: now().now.toISOString(),
      source: 'x',
    });
    expect(await stateOf('survey')).toBe('granted');
  });
});

const purpose = fc.constantFrom(...purposes);
const email = fc.constantFrom(a, b);
const flag = fc.boolean();
const step = fc.oneof(
  fc.record({ do: fc.constant('say' as const), purpose, state: fc.constantFrom('granted', 'denied', 'withdrawn') }),
  fc.record({ do: fc.constant('consent' as const), email, value: flag }),
  fc.record({ do: fc.constant('optOut' as const), email, value: flag }),
  fc.record({ do: fc.constant('bounce' as const), email, value: flag }),
  fc.record({ do: fc.constant('stop' as const), value: flag }),
);

test('whatever happens, may-contact and the gate agree, and ledger and rows never say the opposite', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const { now, customerId, say, stateOf } = await aCustomer({ phones: [{ number, consentToCall: true }] });
      for (const one of steps) {
        if (one.do === 'say') await say(one.state, one.purpose);
        if (one.do === 'consent') await setContactPreferences(now(), { email: one.email, consent: one.value });
        if (one.do === 'optOut') await setContactPreferences(now(), { email: one.email, optedOut: one.value });
        if (one.do === 'bounce') await setAddress(now(), one.email, { bounced: one.value }, now().now.toISOString());
        if (one.do === 'stop') await putDoNotContact(now(), { customerId, body: { value: one.value } });
      }
      const ctx = now();
      for (const asked of purposes) {
        const refusals = [];
        for (const address of [a, b])
          refusals.push(await gate(ctx, { email: address, purpose: asked, channel: 'email' }));
        const byMail = await mayContact(ctx, { customerId, purpose: asked, channel: 'email' });
        expect(byMail.allowed).toBe(refusals.includes(undefined));
        if (!byMail.allowed) expect(byMail).toMatchObject({ reason: refusals[0]?.reason, rule: refusals[0]?.rule });
        const refusal = await gate(ctx, { customerId, phone: number, purpose: asked, channel: 'phone' });
        const byPhone = await mayContact(ctx, { customerId, purpose: asked, channel: 'phone' });
        expect([byPhone.allowed, byPhone.reason]).toEqual([refusal === undefined, refusal?.reason]);
      }
      const state = await stateOf('survey');
      if (state === undefined) return;
      for (const address of [a, b]) expect((await contactPreferences(ctx, address)).consent).toBe(!isNo({ state }));
    }),
    { numRuns: 25 },
  );
}, 120_000);

test('a customer of ours is known to the gate by their number, too', async () => {
  const { now, say } = await aCustomer({ phones: [{ number }] });
  const call = { phone: number, purpose: 'service', channel: 'phone' } as const;
  expect(await gate(now(), call)).toMatchObject({ reason: 'call_consent_missing' });
  await say('granted', 'service', { channel: 'phone', number });
  expect(await gate(now(), call)).toBeUndefined();
  await say('withdrawn', 'service', { channel: 'phone' });
  expect(await gate(now(), call)).toMatchObject({ reason: 'opted_out' });
  expect(await gate(now(), { ...call, phone: undefined })).toMatchObject({ reason: 'no_address' });
});

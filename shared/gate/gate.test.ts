import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setAddress } from '../contact-preference/contact-preference.ts';
import { aContext } from '../testing/context.ts';
import { gate } from './gate.ts';
import { addressRefusal } from './refusal.ts';

const now = new Date('2026-11-20T10:00:00.000Z');
const [before, after] = ['2026-11-20T09:59:59.000Z', '2026-12-20T10:00:00.000Z'];
const maybe = fc.option(fc.boolean(), { nil: undefined });
const address = fc.record({
  consent: maybe,
  doNotContact: maybe,
  optedOut: maybe,
  bounced: maybe,
  complained: maybe,
  pausedUntil: fc.constantFrom(undefined, before, after),
});

describe('the message gate', () => {
  test('lets nobody through whose address says no, whatever else is known, and everybody else', () => {
    fc.assert(
      fc.property(address, fc.boolean(), (known, consentRequired) => {
        const saysNo = known.doNotContact || known.optedOut || known.bounced || known.complained;
        const isPaused = known.pausedUntil === after;
        const consents = consentRequired ? known.consent === true : known.consent !== false;
        const refused = addressRefusal(known, { consentRequired }, now) !== undefined;
        expect(refused).toBe(Boolean(saysNo) || isPaused || !consents);
      }),
    );
  });

  test('names the reason that lasts longest, and when a pause ends', () => {
    const all = { doNotContact: true, optedOut: true, complained: true, bounced: true, consent: false };
    const reasonOf = (known: object) => addressRefusal(known, { consentRequired: false }, now)?.reason;
    expect(reasonOf(all)).toBe('do_not_contact');
    expect(reasonOf({ ...all, doNotContact: false })).toBe('opted_out');
    expect(reasonOf({ ...all, doNotContact: false, optedOut: false })).toBe('complained');
    expect(reasonOf({ bounced: true, consent: false })).toBe('bounced_address');
    expect(reasonOf({ consent: false })).toBe('no_consent');
    expect(addressRefusal({ pausedUntil: after }, { consentRequired: false }, now)).toMatchObject({
      reason: 'opted_out',
      nextEligibleAt: new Date(after),
    });
  });

  test('refuses where there is no address, and a topic only to mails of that topic', async () => {
    const ctx = aContext();
    const answer = { purpose: 'service', channel: 'email' } as const;
    expect(await gate(ctx, { ...answer, email: undefined })).toMatchObject({ reason: 'no_address' });
    const mail = { ...answer, email: 'ada@example.com' };
    await setAddress(ctx, mail.email, { productUpdates: false }, ctx.now.toISOString());
    expect(await gate(ctx, mail)).toBeUndefined();
    expect(await gate(ctx, { ...mail, topic: 'updates' })).toMatchObject({ reason: 'updates_off' });
  });

  test('lets pass what a person has asked for within the hour, unless mail came back or was called spam', async () => {
    const ctx = aContext();
    const mail = { email: 'ada@example.com', purpose: 'service', channel: 'email' } as const;
    const asked = (minutesAgo: number) =>
      gate(ctx, { ...mail, requestedAt: new Date(ctx.now.getTime() - minutesAgo * 60_000) });
    await setAddress(ctx, mail.email, { doNotContact: true, optedOut: true }, '2026-11-01T10:00:00.000Z');
    expect(await asked(60)).toBeUndefined();
    expect(await asked(61)).toMatchObject({ reason: 'do_not_contact' });
    expect(await asked(-1)).toMatchObject({ reason: 'do_not_contact' });
    await setAddress(ctx, mail.email, { bounced: true }, '2026-11-02T10:00:00.000Z');
    expect(await asked(0)).toMatchObject({ reason: 'bounced_address' });
  });
});

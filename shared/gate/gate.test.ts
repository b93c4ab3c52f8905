import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setAddress } from '../contact-preference/contact-preference.ts';
import { aContext } from '../testing/context.ts';
import { addressRefusal, gate } from './gate.ts';

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
    expect(await gate(ctx, { email: undefined, consentRequired: false })).toMatchObject({ reason: 'no_address' });
    const mail = { email: 'ada@example.com', consentRequired: false };
    await setAddress(ctx, mail.email, { productUpdates: false }, ctx.now.toISOString());
    expect(await gate(ctx, mail)).toBeUndefined();
    expect(await gate(ctx, { ...mail, topic: 'updates' })).toMatchObject({ reason: 'updates_off' });
  });

  // A new sender has to say here to whom it writes, and where it asks the gate.
  test('stands before every sender of mails to customers', () => {
    const asking: Record<string, string> = {
      'shared/sending/survey.mailer.ts': 'shared/sending/due.ts',
      'shared/initiative/loop-send.ts': 'shared/initiative/loop-judge.ts',
      'shared/message/send-messages.ts': 'shared/message/send-messages.ts',
    };
    // People of the company, outside addresses that agreed, and a link that the person has just asked for.
    const others = [
      'shared/alert/digest.mail.ts',
      'shared/mail/mail-once.ts',
      'shared/report-delivery/send.ts',
      'functions/survey-page/preferences.ts',
    ];
    const sources = globSync(['shared/**/*.ts', 'functions/**/*.ts', 'events/**/*.ts', 'web/**/*.{ts,tsx}']);
    const product = sources.filter((path) => !/\.test\.tsx?$|\/testing\//.test(path));
    const senders = product.filter((path) => /(?<!function )\bsendMail\(/.test(readFileSync(path, 'utf8')));
    expect(senders.toSorted()).toEqual([...Object.keys(asking), ...others].toSorted());
    for (const path of Object.values(asking)) expect(readFileSync(path, 'utf8')).toMatch(/\bawait gate\(ctx,/);
  });
});
